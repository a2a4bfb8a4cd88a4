#!/usr/bin/env python3
"""Reckons a case folder of classified-members from the rulebook's text alone.

usage: reckon.py DIR...            print the reckoning of each folder as expected.json has it
       reckon.py --check DIR...    compare with DIR/expected.json (keys left out there are not compared)
       reckon.py --write DIR       write DIR/expected.json (used for sample/)

Standard library only; shares nothing with the engine.
"""
import calendar
import datetime
import json
import os
import re
import sys
from fractions import Fraction as Fr

CLASSES = ['在职', '离退休', '流动', '老龄', '两新']
FULL = {  # section 二, in the order of CLASSES; None is 免 or —
    'F01': [15, 15, 5, None, 15], 'F02': [5, 5, None, None, 5], 'F03': [15, 10, 5, None, 10],
    'F04': [10, 10, 10, 10, 10], 'F05': [10, 10, 10, 10, 10], 'F06': [None, None, 30, None, None],
    'F07': [30, 30, 25, 40, 30], 'F08': [15, 20, 15, 20, 20]}
MEETING = {'支部党员大会': 'F01', '支委会': 'F02', '党小组会': 'F03', '党课': 'F04', 'F01': 'F01', 'F02': 'F02', 'F03': 'F03', 'F04': 'F04'}
ITEM_NAMES = {'F06': '与支部联系', 'F08': '服务群众'}
KINDS = ['组织生活', '党费', '工作任务']


def full(item, cls):
    return FULL[item][CLASSES.index(cls)]


# ---- the notation -------------------------------------------------------------------------------------------------
def cell(text):
    text = text.strip()
    if text.startswith("'"):
        return text[1:]
    m = re.fullmatch(r'\{(.*)\|.*\}', text)
    if m:
        return m.group(1)
    m = re.fullmatch(r'=.*=>\s*(.*)', text)
    return m.group(1) if m else text


def read_book(path):
    """Sheets by name; each a list of rows (row 1 first), each a list of strings; ^ and < taken from their neighbour."""
    sheets, rows = {}, None
    for line in open(path, encoding='utf-8').read().split('\n'):
        if line.startswith('---'):
            rows = sheets.setdefault(line.split()[2], [])
            continue
        if not line.strip() or rows is None:
            continue
        row = [cell(c) for c in re.split(r'(?:^|\s)\|(?:\s|$)', line)]
        for i, c in enumerate(row):
            if c == '^':
                row[i] = rows[-1][i] if i < len(rows[-1]) else ''
            elif c == '<':
                row[i] = row[i - 1]
        rows.append(row)
    return sheets


def table(sheets, name, header=2):
    """Rows of data below `header` rows as (row number, {column: text})."""
    if name not in sheets:
        return None
    rows = sheets[name]
    heads = rows[1]
    out = []
    for n, row in enumerate(rows[header:], header + 1):
        if any(row):
            out.append((n, {h: (row[i] if i < len(row) else '') for i, h in enumerate(heads)}))
    return out


def day(text):
    try:
        return datetime.date.fromisoformat(text)
    except (ValueError, TypeError):
        return None


def number(text):
    try:
        return Fr(text)
    except (ValueError, ZeroDivisionError):
        return None


# ---- figures ------------------------------------------------------------------------------------------------------
def half_away(x, places):
    scaled = abs(x) * 10 ** places
    n = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return Fr(n if x >= 0 else -n, 10 ** places)


def show(x):
    if x is None:
        return None
    x = half_away(Fr(x), 6)
    s = '%d.%06d' % divmod(abs(x) * 10 ** 6, 10 ** 6)
    s = s.rstrip('0').rstrip('.')
    return '-' + s if x < 0 and s != '0' else s


def month_end(y, m):
    return datetime.date(y, m, calendar.monthrange(y, m)[1])


def add_months(d, n):
    y, m = divmod(d.year * 12 + d.month - 1 + n, 12)
    m += 1
    return datetime.date(y, m, min(d.day, calendar.monthrange(y, m)[1]))


def age_reached(birth, years, on):
    parts = [int(p) for p in birth.split('-')]
    return (parts[0] + years, *parts[1:]) <= (on.year, on.month, on.day)[:len(parts)]


class Town:
    def __init__(self, folder):
        self.folder = folder
        text = open(os.path.join(folder, 'jifen.toml'), encoding='utf-8').read()
        key = lambda k: (re.search(r'^%s\s*=\s*"?([^"\n]*)"?' % k, text, re.M) or [None, None])[1]
        self.township, self.label, self.start = key('township'), key('period'), key('programme_start')
        self.year = int(self.label[:4])
        self.last = {'': 12, 'H1': 6, 'Q1': 3, 'Q2': 6, 'Q3': 9}[self.label[4:]]
        self.end = month_end(self.year, self.last)
        self.errors, self.warnings = [], []
        previous = key('previous')
        files = sorted(f for f in os.listdir(folder) if f.endswith('.txt') and f != previous)
        self.many = len(files) > 1
        self.archive = {}
        if previous:
            for _, r in table(read_book(os.path.join(folder, previous)), '上一年度档案'):
                self.archive[r['支部'], r['姓名'], r['出生年月'], r['入党时间']] = r
        self.branches = [Branch(self, f) for f in files]
        self.same_person()
        self.settle()

    def same_person(self):
        people = [m for b in self.branches for m in b.members]
        for i, a in enumerate(people):
            for b in people[i + 1:]:
                if a.branch is b.branch:
                    continue
                ids = a.get('身份证号'), b.get('身份证号')
                facts = lambda m: [m.get('姓名'), m.get('出生年月'), m.get('入党时间')]
                same = ids[0] == ids[1] if all(ids) else all(facts(a)) and facts(a) == facts(b)
                if same and a.here_from < b.here_until and b.here_from < a.here_until:
                    for m in (a, b):
                        m.branch.error('花名册', m.row)

    def settle(self):
        everyone = [m for b in self.branches for m in b.members]
        yearly = self.label == str(self.year)
        self.quotas = []
        for m in everyone:
            m.reckon()
        for m in everyone:
            s = m.score
            m.grade = None
            if yearly and m.counted and s is not None:
                m.grade = '优秀' if s >= 90 else '合格' if s >= 70 else '基本合格' if s >= 60 else '不合格'
            ranked = lambda ms: [x.score for x in ms if x.counted and x.score is not None]
            m.rank = None
            if m.counted and s is not None:
                m.rank = {'branch': 1 + sum(x > s for x in ranked(m.branch.members)), 'township': 1 + sum(x > s for x in ranked(everyone))}
        if not yearly:
            return
        for c in CLASSES:
            base = [m for m in everyone if m.counted and m.cls == c]
            if not base:
                continue
            limit = len(base) * 20 // 100
            running = sorted([m for m in base if m.grade == '优秀'], key=lambda m: (-m.score, -m.appraisal, -m.points))
            awarded, contested, left, i = [], [], limit, 0
            while i < len(running):
                key = lambda m: (m.score, m.appraisal, m.points)
                tie = [m for m in running[i:] if key(m) == key(running[i])]
                if len(tie) <= left:
                    awarded += tie
                    left -= len(tie)
                elif left > 0:
                    contested, reserved_left = tie, left
                    left = 0
                i += len(tie)
            reserved = reserved_left if contested else 0
            for m in running:
                if m not in awarded:
                    m.grade = '合格'
            for m in contested:
                m.contested = ['优秀']
            order = {id(m): k for k, m in enumerate(everyone)}
            names = lambda ms: ['%s %s' % (m.branch.name, m.shown()) for m in sorted(ms, key=lambda m: order[id(m)])]
            self.quotas.append({'scope': '%s %s' % (self.township, c), 'level': '优秀', 'counted': len(base), 'limit': limit,
                                'candidates': len(running), 'awarded': names(awarded), 'contested': names(contested), 'reserved': reserved})

    def result(self):
        members = {}
        for b in self.branches:
            for m in b.members:
                members[('%s/' % b.name if self.many else '') + m.shown()] = m.result()
        pending = any(m.contested or m.lacking for b in self.branches for m in b.members)
        bad = bool(self.errors) or pending
        places = lambda ps: sorted(set(ps), key=lambda p: [int(x) if x.isdigit() else x for x in re.split(r'(\d+)', p)])
        return {'exit': int(bad), 'status': 'provisional' if bad else 'final', 'members': members, 'honours': [], 'quotas': self.quotas,
                'errors': places(self.errors), 'warnings': places(self.warnings)}


class Branch:
    def __init__(self, town, file):
        self.town, self.stem = town, file[:-4]
        self.sheets = read_book(os.path.join(town.folder, file))
        title = self.sheets['花名册'][0][0]
        self.name = re.match(r'(?:%s)?(.*?党支部)' % town.township, title).group(1)
        self.members = [Member(self, n, r) for n, r in table(self.sheets, '花名册')]
        names = [m.name for m in self.members]
        for m in self.members:
            m.namesake = names.count(m.name) > 1
        self.changes()
        self.attendance()
        self.dues()
        self.transfers()
        self.ledger()
        self.appraisals()
        self.tasks()

    def place(self, sheet, row):
        return ('%s/' % self.stem if self.town.many else '') + '%s!%d' % (sheet, row)

    def error(self, sheet, row):
        self.town.errors.append(self.place(sheet, row))

    def warn(self, sheet, row):
        self.town.warnings.append(self.place(sheet, row))

    def find(self, sheet, row, r):
        fit = [m for m in self.members if m.name == r['姓名'] and r.get('编号', '') in ('', m.id)]
        if len(fit) == 1:
            return fit[0]
        self.error(sheet, row)
        return None

    def changes(self):
        by = {}
        for n, r in table(self.sheets, '类别变动') or []:
            m = self.find('类别变动', n, r)
            if m:
                by.setdefault(m, []).append((day(r['变动日期']), r['原类别'], r['新类别'], n))
        for m, rows in by.items():
            rows.sort()
            bad = [b[3] for a, b in zip(rows, rows[1:]) if a[2] != b[1]]
            if rows[-1][2] != m.cls:
                bad.append(rows[-1][3])
            for n in bad:
                self.error('类别变动', n)
            if not bad:
                m.changes = rows

    def attendance(self):
        self.has_attendance = '出勤' in self.sheets
        if not self.has_attendance:
            return
        rows = self.sheets['出勤']
        meetings = []
        for i in range(3, len(rows[1])):
            d = day(rows[1][i])
            if d is None:
                self.error('出勤', 2)
            elif not datetime.date(self.town.year, 1, 1) <= d <= self.town.end:
                self.warn('出勤', 2)
            else:
                meetings.append((i, d, MEETING[rows[2][i]]))
        for n, row in enumerate(rows[3:], 4):
            m = self.find('出勤', n, {'姓名': row[1], '编号': row[2]})
            if not m:
                continue
            m.in_attendance = True
            for i, d, kind in meetings:
                mark = row[i] if i < len(row) else ''
                within = m.in_months(d)
                cls = m.class_on(month_end(d.year, d.month))
                exempt = (m.valid and full(kind, cls) is None) or (kind == 'F02' and not m.committee)
                if mark == '' and (d < m.here_from or d >= m.here_until or exempt):
                    mark = '—'
                if mark not in ('√', '线', '送', '×', '△', '—'):
                    self.error('出勤', n)
                    mark = ''
                if mark not in ('', '—') and not within:
                    self.warn('出勤', n)
                if (mark == '线' and not (cls == '流动' and kind in ('F01', 'F04'))) or (mark == '送' and not (cls == '老龄' and kind == 'F04')):
                    self.warn('出勤', n)
                if within:
                    m.meetings.append((d, kind, mark))

    def dues(self):
        self.has_dues = '党费' in self.sheets
        for n, r in table(self.sheets, '党费') or []:
            m = self.find('党费', n, r)
            if not m:
                continue
            m.in_dues = True
            for k in range(1, self.town.last + 1):
                mark = r.get('%d月' % k, '')
                if k not in m.months:
                    if mark not in ('', '—'):
                        self.warn('党费', n)
                    continue
                # brought records fill the months before the transfer
                if mark == '' and month_end(self.town.year, k) < m.here_from:
                    continue
                if mark not in ('√', '补', '×', '△', '—'):
                    self.error('党费', n)
                    mark = ''
                m.due_marks[k] = mark

    def transfers(self):
        for n, r in table(self.sheets, '转入登记') or []:
            m = self.find('转入登记', n, r)
            if not m:
                continue
            d, item = day(r['日期']), r['项目编号']
            if not m.in_months(d):
                self.warn('转入登记', n)
            elif item in ('F01', 'F02', 'F03', 'F04'):
                m.in_attendance = True
                m.meetings.append((d, item, r['记号']))
            elif item == 'F05':
                m.in_dues = True
                m.due_marks[d.month] = r['记号']
            elif item == 'F06':
                m.contacts.append(d)
            elif item == 'F08':
                m.services.append((d, int(r['次数'] or 1)))

    def ledger(self):
        assessed = {}
        for n, r in table(self.sheets, '积分登记') or []:
            where = ('积分登记', n)
            d = day(r['日期'])
            if d and not datetime.date(self.town.year, 1, 1) <= d <= self.town.end:
                self.warn(*where)
                continue
            item, count, stated = r['项目编号'], number(r['次数'] or '1'), r['分值']
            m = self.find(*where, r)
            if m is None:
                continue
            if d is None or item not in ('F06', 'F07', 'F08') or count is None or count.denominator != 1 or count < 1 \
                    or (r['项目名称'] and item in ITEM_NAMES and r['项目名称'] != ITEM_NAMES[item]):
                self.error(*where)
                continue
            if item == 'F07':
                assessed.setdefault(m, []).append((n, stated))
                continue
            if item == 'F08' and stated != '' and number(stated) != Fr(5, 2) * count:
                self.error(*where)
                continue
            if not m.in_months(d):
                self.warn(*where)
            elif item == 'F06':
                m.contacts.append(d)
            else:
                m.services.append((d, int(count)))
        for m, lines in assessed.items():
            value = number(lines[0][1])
            if not m.valid:
                continue
            m.assessed = True
            if len(lines) > 1 or value is None or not 0 <= value <= full('F07', m.cls):
                for n, _ in lines:
                    self.error('积分登记', n)
            else:
                m.assessment = value / full('F07', m.cls)

    def appraisals(self):
        by = {}
        for n, r in table(self.sheets, '评价') or []:
            m = self.find('评价', n, r)
            if m:
                parts = [number(r[k]) for k in '德能勤绩廉']
                ok = all(p is not None and 0 <= p <= 20 for p in parts)
                by.setdefault(m, []).append([n, r['评委'], parts if ok else None, r['合计']])
        for m, rows in by.items():
            judges = [x[1] for x in rows]
            totals = []
            for n, judge, parts, written in rows:
                if parts is None or judges.count(judge) > 1:
                    self.error('评价', n)
                    continue
                totals.append(sum(parts))
                if written != '' and number(written) != sum(parts):
                    self.warn('评价', n)
            if len(totals) >= 5:
                totals = sorted(totals)[1:-1]
            if totals:
                m.appraisal = sum(totals) / len(totals)

    def tasks(self):
        for n, r in table(self.sheets, '工作任务') or []:
            m = self.find('工作任务', n, r)
            d = day(r['日期'])
            if m and m.in_months(d):
                m.tasks.append((d.month, r['完成情况']))


class Member:
    def __init__(self, branch, row, r):
        self.branch, self.row, self.r = branch, row, r
        self.name, self.id = r['姓名'], r['序号']
        own, other = r.get('类别', ''), r.get('党员类别', '')
        self.cls = own if '类别' in r else other
        self.valid = self.cls in CLASSES
        self.committee = self.get('支委') == '是'
        came, out, died = day(self.get('转入时间')), day(self.get('转出时间')), day(self.get('去世时间'))
        if came and out and out < came:
            out = None
        self.here_from = came or datetime.date.min
        self.here_until = min(x for x in (out, died, datetime.date.max) if x)
        brought = day(self.get('原支部在册起'))
        begins = brought if came and brought else self.here_from
        town = branch.town
        self.months = [k for k in range(1, town.last + 1) if begins <= month_end(town.year, k) < self.here_until]
        self.counted = self.here_from <= town.end < self.here_until
        self.changes, self.meetings, self.due_marks, self.contacts, self.services, self.tasks = [], [], {}, [], [], []
        self.in_attendance = self.in_dues = self.assessed = False
        self.assessment, self.appraisal, self.points, self.score, self.contested = Fr(0), None, None, None, []
        if not self.valid:
            branch.error('花名册', row)
        self.hints()

    def get(self, key):
        return self.r.get(key, '')

    def hints(self):
        end = self.branch.town.end
        if self.cls == '在职' and self.get('出生年月') and age_reached(self.get('出生年月'), 70, end):
            self.branch.warn('花名册', self.row)
        away = day(self.get('外出时间'))
        if away:
            back = day(self.get('返回时间')) or end
            if (add_months(away, 3) <= back and self.cls != '流动') or add_months(away, 6) <= back:
                self.branch.warn('花名册', self.row)

    def shown(self):
        return '%s（%s）' % (self.name, self.id) if self.namesake else self.name

    def in_months(self, d):
        return d.year == self.branch.town.year and d.month in self.months

    def class_on(self, d):
        cls = self.changes[0][1] if self.changes else self.cls
        for when, _, new, _ in self.changes:
            if when <= d:
                cls = new
        return cls

    def class_of(self, month):
        return self.class_on(month_end(self.branch.town.year, month))

    def reckon(self):
        self.lacking = False
        if self.valid and self.months:
            self.lacking = not self.assessed or self.appraisal is None
            if self.counted:  # a table that is missing, or does not name the member
                if not self.in_attendance or not self.in_dues:
                    self.lacking = True
            parts = {}
            for k in self.months:
                parts.setdefault(self.class_of(k), []).append(k)
            self.points = sum(self.points_as(c, ms) * len(ms) for c, ms in parts.items()) / len(self.months)
            if self.appraisal is not None:
                self.score = half_away(self.points * Fr(7, 10) + self.appraisal * Fr(3, 10), 2)
        self.alerts = self.six_months() if self.counted else []

    def points_as(self, cls, months):
        n = len(months)
        got = most = Fr(0)
        self.detail = getattr(self, 'detail', {})
        for item in FULL:
            f = full(item, cls)
            if f is None or (item == 'F02' and not self.committee):
                continue
            if item in ('F01', 'F02', 'F03', 'F04'):
                if not self.in_attendance:
                    rate = Fr(0)
                else:
                    marks = [k for d, kind, k in self.meetings if kind == item and d.month in months]
                    held = [k for k in marks if k not in ('', '—')]
                    due = min(Fr(n, 3) if item in ('F01', 'F04') else Fr(n), len(held))
                    if due == 0:
                        continue
                    there = [k for k in held if k == '√' or (k == '线' and cls == '流动' and item in ('F01', 'F04')) or (k == '送' and cls == '老龄' and item == 'F04')]
                    rate = min(Fr(1), Fr(len(there)) / due)
            elif item == 'F05':
                if not self.in_dues:
                    rate = Fr(0)
                else:
                    marks = [self.due_marks.get(k, '') for k in months]
                    due = [k for k in marks if k not in ('', '—')]
                    if not due:
                        continue
                    rate = Fr(due.count('√'), len(due))
            elif item == 'F06':
                rate = min(Fr(1), len({(d.month - 1) // 3 for d in self.contacts if d.month in months}) / Fr(n, 3))
            elif item == 'F07':
                rate = self.assessment
            else:
                rate = min(Fr(1), sum(q for d, q in self.services if d.month in months) / (f / Fr(5, 2) * n / 12))
            got += f * rate
            most += f
            self.detail[cls, item] = (f * rate, f)
        return got * 100 / most

    def six_months(self):
        return [a for kind in KINDS for a in self.runs(kind, self.states(kind))]

    def states(self, kind):
        """month -> 'absent' | 'break'; the other months are empty"""
        out = {}
        for k in self.months:
            cls = self.class_of(k)
            if kind == '组织生活':
                marks = [(item, x) for d, item, x in self.meetings if d.month == k]
                if any(x in ('√', '线', '送', '△') for _, x in marks):
                    out[k] = 'break'
                elif any(x == '×' and self.valid and full(item, cls) is not None and (item != 'F02' or self.committee) for item, x in marks):
                    out[k] = 'absent'
            elif kind == '党费':
                x = self.due_marks.get(k, '')
                if x in ('√', '补', '△'):
                    out[k] = 'break'
                elif x == '×':
                    out[k] = 'absent'
            else:
                marks = [x for month, x in self.tasks if month == k]
                if '√' in marks or '△' in marks:
                    out[k] = 'break'
                elif '×' in marks:
                    out[k] = 'absent'
        return out

    def runs(self, kind, states):
        y = self.branch.town.year
        last = self.branch.town.archive.get((self.branch.name, self.name, self.get('出生年月'), self.get('入党时间')), {})
        run = None
        if last.get(kind + '起'):
            run = [tuple(int(p) for p in last[kind + x].split('-')) for x in '起止']
        found = []
        for k in range(1, self.branch.town.last + 1):
            if states.get(k) == 'absent':
                run = [run[0] if run else (y, k), (y, k)]
            elif states.get(k) == 'break' and run:
                found.append((run, True))
                run = None
        if run:
            found.append((run, False))
        out = []
        for (a, b), broken in found:
            n = (b[0] - a[0]) * 12 + b[1] - a[1] + 1
            if b[0] == y and (n >= 6 or (n >= 4 and not broken)):
                out.append({'kind': kind, 'from': '%d-%02d' % a, 'to': '%d-%02d' % b, 'months': n, 'level': '名单' if n >= 6 else '预警'})
        return out

    def result(self):
        return {'counted': self.counted, 'categories': {'points': show(self.points), 'appraisal': show(self.appraisal)}, 'score': show(self.score),
                'grade': self.grade, 'stars': 0, 'rank': self.rank, 'veto': [], 'contested': self.contested, 'consequences': [], 'alerts': self.alerts}


def differences(want, got, at=''):
    if isinstance(want, dict) and isinstance(got, dict):
        return [d for k in want for d in (differences(want[k], got[k], '%s/%s' % (at, k)) if k in got else ['%s/%s: not reckoned' % (at, k)])]
    return [] if want == got else ['%s: expected %s, reckoned %s' % (at, json.dumps(want, ensure_ascii=False), json.dumps(got, ensure_ascii=False))]


def check(folder, got):
    want = json.load(open(os.path.join(folder, 'expected.json'), encoding='utf-8'))
    out = []
    for p in want.pop('warnings', []):
        if p not in got['warnings']:
            out.append('warning missing at ' + p)
    for p in want.pop('no_warnings', []):
        if p in got['warnings']:
            out.append('warning at ' + p)
    want.pop('entries', None)  # only the engine tells the state of a line
    order = lambda qs: sorted(({**q, 'awarded': sorted(q['awarded']), 'contested': sorted(q['contested'])} for q in qs), key=lambda q: q['scope'])
    if 'quotas' in want:
        scopes = [q['scope'] for q in want['quotas']]
        out += differences(order(want.pop('quotas')), order(q for q in got['quotas'] if q['scope'] in scopes), '/quotas')
    want['errors'] = sorted(want['errors']) if 'errors' in want else sorted(got['errors'])
    return out + differences(want, {**got, 'errors': sorted(got['errors'])})


def main(args):
    mode = args.pop(0) if args and args[0].startswith('--') else ''
    bad = 0
    for folder in args:
        result = Town(folder).result()
        if mode == '--check':
            found = check(folder, result)
            bad += bool(found)
            print(os.path.basename(os.path.normpath(folder)), 'ok' if not found else '\n  '.join([''] + found))
        else:
            lines = json.dumps(result, ensure_ascii=False, indent=1)
            lines = re.sub(r'\n {3,}', ' ', lines)
            lines = re.sub(r'\n  (?=[\]}])', '', lines)
            if mode == '--write':
                open(os.path.join(folder, 'expected.json'), 'w', encoding='utf-8').write(lines + '\n')
            else:
                print(lines)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
