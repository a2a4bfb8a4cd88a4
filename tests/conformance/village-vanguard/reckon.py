#!/usr/bin/env python3
"""Reckons a case folder by the rulebook village-vanguard, from its .txt files alone.

    reckon.py DIR            print the reckoning of one case folder
    reckon.py --write DIR    write it into DIR/expected.json
    reckon.py --check        compare every case folder here with its expected.json

Shares nothing with the engine: own reader of the notation, exact fractions, standard library only.
"""
import calendar
import datetime
import json
import os
import re
import sys
import tomllib
import unicodedata
from fractions import Fraction as Fr

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = {
    'B01': '参加组织生活', 'B02': '按月交纳党费', 'B03': '完成支部分配任务', 'B04': '按季度汇报思想',
    'X01': '志愿服务', 'X02': '帮扶困难群众', 'X03': '参加疫情防控等急难任务', 'X04': '荣誉', 'X05': '被媒体宣传报道',
    'W01': '无故缺席', 'W02': '散布不当言论', 'W03': '违反村规民约', 'W04': '不支持村内公益事业',
    'P01': '受党纪政务处分', 'P02': '违法犯罪', 'P03': '信仰宗教、参加迷信活动，教育不改', 'P04': '连续六个月不参加组织生活、不交党费、不做工作',
}
PRICE = {'B02': Fr(2), 'B03': Fr(3), 'B04': Fr(5, 2), 'X01': Fr(1), 'X02': Fr(2), 'X03': Fr(1),
         'W01': Fr(2), 'W02': Fr(5), 'W03': Fr(3), 'W04': Fr(2)}
DEDUCTIONS = ('B02', 'B03', 'W01', 'W02', 'W03', 'W04')
LEVELS = {'X04': {'村级': 2, '镇级': 4, '县级': 8, '市级': 12, '省级': 20}, 'X05': {'县级': 3, '市级': 5, '省级': 8}}
SAME_LEVEL = {'乡级': '镇级', '乡镇级': '镇级', '镇': '镇级', '区级': '县级'}
LAST_OF_YEAR = '年终村内文化活动表演节目'
GRADE = {'good': '优秀', 'pass': '合格', 'fail': '不合格'}


# ---- the notation -------------------------------------------------------------------------------------------------

def cell(text):
    """A cell: None, a date, a Fraction, or text."""
    t = text.strip(' ')
    if t == '':
        return None
    if t.startswith("'"):
        return mend(t[1:])
    return mend(t)


def mend(t):
    if re.fullmatch(r'\d{4}-\d{2}-\d{2}', t):
        try:
            return datetime.date.fromisoformat(t)
        except ValueError:
            return t
    if re.fullmatch(r'-?\d+(\.\d+)?', t):
        return Fr(t)
    return t


def read_book(path):
    """{sheet: [(row number, [cells])]}"""
    sheets, rows = {}, None
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('--- sheet '):
                rows = sheets.setdefault(line[len('--- sheet '):].strip(), [])
            elif line.strip():
                rows.append([cell(c) for c in line.split('|')])
    return sheets


def table(sheet):
    """(header, [(row number, {column: value})], [(row number, [cells])])"""
    head = sheet[1]
    out = []
    for n, r in enumerate(sheet[2:], 3):
        r = r + [None] * (len(head) - len(r))
        out.append((n, dict(zip(head, r)), r))
    return head, out


def squeeze(t):
    """Text without spaces and width."""
    return re.sub(r'\s', '', unicodedata.normalize('NFKC', str(t))) if t is not None else ''


# ---- periods ------------------------------------------------------------------------------------------------------

def last_day(y, m):
    return datetime.date(y, m, calendar.monthrange(y, m)[1])


def span(label):
    y = int(label[:4])
    rest = label[4:]
    m = 12 if not rest else 6 * int(rest[1]) if rest[0] == 'H' else 3 * int(rest[1]) if rest[0] == 'Q' else int(rest[1:])
    return datetime.date(y, 1, 1), last_day(y, m), m


def quarter(d):
    return (d.month - 1) // 3 + 1


# ---- items --------------------------------------------------------------------------------------------------------

def in_order(lines):
    return sorted(lines, key=lambda e: (e['date'], e['row']))


def spread(lines, limit, amount):
    """Counts lines up to a limit, by date and row; [(line, effect, state)]"""
    left, out = limit, []
    for e in in_order(lines):
        want = amount(e)
        got = min(want, left)
        left -= got
        out.append((e, got, 'counted' if got == want else 'capped'))
    return out


def groups(lines, key):
    out = {}
    for e in in_order(lines):
        out.setdefault(key(e), []).append(e)
    return out.values()


def honour_key(e):
    return ('名目', squeeze(e['matter'])) if e['matter'] else ('事由', squeeze(e['why'])) if e['why'] else ('row', e['row'])


def effects(lines):
    """What each right line of one member changes in its item: {row: (effect, state)}; deductions negative."""
    by = {}
    for e in lines:
        by.setdefault(e['item'], []).append(e)
    out = {}

    def put(parts, sign=1):
        for e, got, state in parts:
            out[e['row']] = (sign * got, state)

    flat = lambda e: PRICE[e['item']] * e['n']
    for item in ('B02', 'B03'):
        put(spread(by.get(item, []), Fr(15), flat), -1)
    for part in groups(by.get('B04', []), lambda e: quarter(e['date'])):
        for i, e in enumerate(part):
            out[e['row']] = (Fr(5, 2), 'counted') if i == 0 else (Fr(0), 'capped')
    for part in groups(by.get('X01', []), lambda e: e['date'].month):
        put(spread(part, Fr(2), flat))
    for part in groups(by.get('X02', []), lambda e: quarter(e['date'])):
        seen, first = set(), []
        for e in part:
            home = squeeze(e['why'])
            if home and home in seen:
                out[e['row']] = (Fr(0), 'capped')
            else:
                seen.add(home)
                first.append(e)
        put(spread(first, Fr(4), flat))
    put(spread(by.get('X03', []), Fr(15), flat))
    for part in groups(by.get('X04', []), honour_key):
        best = max(LEVELS['X04'][e['level']] for e in part)
        done = False
        for e in part:
            if not done and LEVELS['X04'][e['level']] == best:
                out[e['row']] = (Fr(best), 'counted' if e['n'] == 1 else 'capped')
                done = True
            else:
                out[e['row']] = (Fr(0), 'capped')
    for e in by.get('X05', []):
        out[e['row']] = (LEVELS['X05'][e['level']] * e['n'], 'counted')
    for item in ('W01', 'W02', 'W03', 'W04'):
        for e in by.get(item, []):
            out[e['row']] = (-flat(e), 'counted')
    for item in ('P01', 'P02', 'P03', 'P04'):
        for e in by.get(item, []):
            out[e['row']] = (Fr(0), 'counted')
    return out


def total(lines, eff, letter):
    return sum((eff[e['row']][0] for e in lines if e['item'].startswith(letter)), Fr(0))


def merit(lines):
    """Points of a month or quarter: bonus up to 40 less penalties, of these lines alone."""
    eff = effects(lines)
    return min(Fr(40), total(lines, eff, 'X')) + total(lines, eff, 'W')


# ---- rounding and showing ------------------------------------------------------------------------------------------

def rounded(x, places):
    m = 10 ** places
    q = abs(x) * m
    n = (2 * q.numerator + q.denominator) // (2 * q.denominator)
    return Fr(n if x >= 0 else -n, m)


def show(x):
    if x is None:
        return None
    x = rounded(x, 6)
    s = f'{abs(x.numerator) * 10 ** 6 // x.denominator:07d}'
    s = (s[:-6] + '.' + s[-6:]).rstrip('0').rstrip('.')
    return ('-' if x < 0 else '') + s


# ---- one branch ---------------------------------------------------------------------------------------------------

class Branch:
    def __init__(self, file, sheets, period, toml, many):
        self.file, self.sheets, self.many = file, sheets, many
        self.first, self.end, self.months = span(period)
        self.whole = len(period) == 4
        self.not_held = toml.get('honours_not_held', [])
        self.errors, self.warnings, self.entries = set(), set(), {}
        self.provisional = False
        title = str(sheets['花名册'][0][0]).removeprefix(toml.get('township', ''))
        self.name = re.sub(r'\d{4}年.*$', '', title)
        self.roster()
        self.ledger()
        self.attendance()
        self.evaluation()

    def place(self, sheet, row=None):
        p = sheet if row is None else f'{sheet}!{row}'
        return f'{self.file}/{p}' if self.many else p

    def error(self, sheet, row):
        self.errors.add(self.place(sheet, row))

    def warn(self, sheet, row=None):
        self.warnings.add(self.place(sheet, row))

    def roster(self):
        _, rows = table(self.sheets['花名册'])
        self.members = []
        for n, r, _ in rows:
            gone = [d for d in (r.get('转出时间'), r.get('去世时间')) if d]
            self.members.append({'row': n, 'name': r['姓名'], 'id': show(r['序号']), 'came': r.get('转入时间'),
                                 'gone': min(gone) if gone else None, 'left': r.get('转出时间'), 'lines': []})
        for m in self.members:
            m['counted'] = self.there(m, self.end)
            twice = sum(o['name'] == m['name'] for o in self.members) > 1
            m['shown'] = f"{m['name']}（{m['id']}）" if twice else m['name']

    @staticmethod
    def there(m, day):
        return not (m['came'] and m['came'] > day) and not (m['gone'] and m['gone'] <= day)

    def who(self, name, number):
        found = [m for m in self.members if m['name'] == name and (number is None or m['id'] == show(number))]
        return found[0] if len(found) == 1 else None

    def ledger(self):
        if '积分登记' not in self.sheets:
            return
        _, rows = table(self.sheets['积分登记'])
        for n, r, _ in rows:
            p = self.place('积分登记', n)
            self.entries[p] = {'state': 'excluded', 'effect': '0'}
            d = r.get('日期')
            if isinstance(d, datetime.date) and not self.first <= d <= self.end:
                self.warn('积分登记', n)
                continue
            e = self.line(n, r)
            if e is None:
                self.error('积分登记', n)
                continue
            m = e['member']
            m['lines'].append(e)
            reg = r.get('登记日期')
            if reg and (reg < d or (reg - d).days >= 30):
                self.warn('积分登记', n)
            if e['item'][0] == 'X' and r.get('佐证') is None:
                self.warn('积分登记', n)
            if e['item'] == 'X04' and not e['matter']:
                self.warn('积分登记', n)
            if (m['came'] and d < m['came']) or (m['left'] and d > m['left']):
                self.warn('积分登记', n)
            e['entered'] = reg or d
        for m in self.members:
            m['effects'] = effects(m['lines'])
            for row, (x, state) in m['effects'].items():
                self.entries[self.place('积分登记', row)] = {'state': state, 'effect': show(x)}
            seen = {}
            for e in m['lines']:
                if e['same'] in seen:
                    self.warn('积分登记', e['row'])
                seen[e['same']] = 1

    def line(self, n, r):
        """A right line, or None where it is wrong."""
        d = r.get('日期')
        m = self.who(r.get('姓名'), r.get('编号'))
        item, title = r.get('项目编号'), r.get('项目名称')
        if item is None and title is not None:
            item = {v: k for k, v in NAMES.items()}.get(title)
        elif title is not None and NAMES.get(item) != title:
            return None
        if not isinstance(d, datetime.date) or m is None or item not in NAMES or item == 'B01':
            return None
        e = {'row': n, 'date': d, 'member': m, 'item': item, 'matter': r.get('名目'), 'why': r.get('事由'), 'level': None, 'n': 1,
             'same': tuple(str(v) for k, v in r.items() if k != '序号')}
        if item[0] == 'P':
            return e
        num = r.get('次数')
        if num is None:
            num = Fr(1)
        if not isinstance(num, Fr) or num.denominator != 1 or num < 1:
            return None
        e['n'] = num
        if item == 'X02' and num > 1:
            return None
        if item in LEVELS:
            e['level'] = SAME_LEVEL.get(r.get('级别'), r.get('级别'))
            if e['level'] not in LEVELS[item]:
                return None
            price = Fr(LEVELS[item][e['level']])
        else:
            price = PRICE[item]
        stated = r.get('分值')
        if stated is not None:
            if not isinstance(stated, Fr):
                return None
            if (abs(stated) if item in DEDUCTIONS else stated) != price * num:
                return None
        if item == 'X04' and self.closed(e['matter']):
            return None
        return e

    def closed(self, matter):
        return self.kind(matter) in self.not_held if matter else False

    @staticmethod
    def kind(matter):
        t = squeeze(matter)
        if t in ('优秀共产党员', '十星级文明户', '道德模范'):
            return t
        return '最美×人' if t.startswith('最美') and t.endswith('人') and len(t) > 3 else None

    def attendance(self):
        for m in self.members:
            m['rate'] = None
        self.absent = {}
        if '出勤' in self.sheets:
            head, rows = table(self.sheets['出勤'])
            start = head.index('姓名') + 1
            use = {}
            for i in range(start, len(head)):
                if not isinstance(head[i], datetime.date):
                    self.error('出勤', 2)
                elif not self.first <= head[i] <= self.end:
                    self.warn('出勤', 2)
                else:
                    use[i] = head[i]
            for n, r, cells in rows:
                m = self.who(r['姓名'], r.get('编号'))
                if m is None:
                    self.error('出勤', n)
                    continue
                due, got, missed = 0, Fr(0), 0
                for i, day in use.items():
                    c = cells[i]
                    if c in ('√', '✓', '到', '出席'):
                        due, got = due + 1, got + 1
                    elif c in ('×', '✗', '缺', '无故缺席'):
                        due, missed = due + 1, missed + 1
                    elif c in ('△', '假', '请假'):
                        due, got = due + 1, got + Fr(1, 2)
                    elif c in ('—', '-', '免', '免到'):
                        pass
                    elif c is None and ((m['came'] and day < m['came']) or (m['gone'] and day > m['gone'])):
                        pass
                    else:
                        self.error('出勤', n)
                m['rate'] = got / due if due else Fr(1)
                said = sum(e['n'] for e in m['lines'] if e['item'] == 'W01')
                if said != missed:
                    self.warn('出勤', n)
        for m in self.members:
            if m['rate'] is None:
                m['rate'] = Fr(0)
                if m['counted']:
                    self.provisional = True
                    self.error('花名册', m['row'])

    def evaluation(self):
        rows = table(self.sheets['测评'])[1] if '测评' in self.sheets else []
        seen = {}
        for n, r, _ in rows:
            m = self.who(r['姓名'], r.get('编号'))
            if m is None:
                self.error('测评', n)
                continue
            pair = []
            for c in ('工作队测评', '包村领导评分'):
                v = r.get(c)
                if v is not None and not (isinstance(v, Fr) and 0 <= v <= 100):
                    self.error('测评', n)
                    v = None
                pair.append(v)
            if m['row'] in seen:
                self.error('测评', n)
                pair = [None, None]
            seen[m['row']] = pair
        for m in self.members:
            m['team'], m['leader'] = seen.get(m['row'], [None, None])
            if m['counted'] and None in (m['team'], m['leader']):
                self.provisional = True

    # -- scores

    def score(self, m, lines):
        eff = effects(lines)
        base = 20 * m['rate'] + 15 + 15 + total(lines, eff, 'B')
        bonus = min(Fr(40), total(lines, eff, 'X'))
        penalty = total(lines, eff, 'W')
        own = min(Fr(100), max(Fr(0), base + bonus + penalty))
        cats = {'base': base, 'bonus': bonus, 'penalty': penalty, 'self': own, 'team': m['team'], 'leader': m['leader']}
        final = None
        if m['team'] is not None and m['leader'] is not None:
            final = rounded(own * Fr(1, 2) + m['team'] * Fr(3, 10) + m['leader'] * Fr(1, 5), 2)
        return cats, final

    def reckon(self):
        for m in self.members:
            m['cats'], m['score'] = self.score(m, m['lines'])
            m['veto'] = sorted({e['item'] for e in m['lines'] if e['item'][0] == 'P'})
            m['contested'], m['consequences'], m['grade'] = [], [], None
            if m['counted'] and self.whole:
                if m['veto']:
                    m['grade'] = GRADE['fail']
                elif m['score'] is not None:
                    m['grade'] = GRADE['pass'] if m['score'] >= 60 else GRADE['fail']
        self.number = sum(m['counted'] for m in self.members)
        self.honours, self.quota = [], None
        if self.whole:
            self.share()
            self.last_of_year()
        self.lists()
        if self.whole:
            self.titles()
        self.hints()

    def share(self):
        limit = self.number // 3
        runners = [m for m in self.members if m['counted'] and not m['veto'] and m['score'] is not None and m['score'] >= 90]
        key = lambda m: (m['score'], m['cats']['bonus'], m['cats']['base'])
        left, awarded, contested = limit, [], []
        for k in sorted({key(m) for m in runners}, reverse=True):
            same = [m for m in runners if key(m) == k]
            if left and len(same) <= left:
                awarded += same
                left -= len(same)
            elif left:
                contested = same
                break
            else:
                break
        for m in awarded:
            m['grade'] = GRADE['good']
        for m in contested:
            m['contested'] = [GRADE['good']]
        self.quota = {'scope': self.name, 'level': GRADE['good'], 'counted': self.number, 'limit': limit, 'candidates': len(runners),
                      'awarded': [m['shown'] for m in awarded], 'contested': [m['shown'] for m in contested],
                      'reserved': left if contested else 0}

    def last_of_year(self):
        k = 10 if self.number >= 20 else self.number // 5
        pool = [m for m in self.members if m['counted'] and m['score'] is not None]
        if k == 0 or len({m['score'] for m in pool}) < 2:
            return
        for m in pool:
            if sum(o['score'] < m['score'] for o in pool) + 1 <= k:
                m['consequences'].append(LAST_OF_YEAR)

    def lists(self):
        y = self.end.year
        for month in range(1, self.months + 1):
            self.one_list(f'{y}-{month:02d}', last_day(y, month), lambda e: e['date'].month == month, True)
        for q in range(1, self.months // 3 + 1):
            self.one_list(f'{y}Q{q}', last_day(y, 3 * q), lambda e: quarter(e['date']) == q, False)

    def one_list(self, label, day, fits, monthly):
        pool = [(m, [e for e in m['lines'] if fits(e)]) for m in self.members if self.there(m, day)]
        pool = [(m, merit(ls), any(e['item'][0] == 'P' for e in ls)) for m, ls in pool]
        first = [m for m, x, veto in pool if x > 0 and not veto and sum(o > x for _, o, _ in pool) + 1 <= 3]
        for m in first:
            self.honours.append({'title': '月度之星' if monthly else '季度之星', 'name': m['shown'], 'period': label})
        if monthly and len({x for _, x, _ in pool}) > 1:
            for m, x, _ in pool:
                if sum(o < x for _, o, _ in pool) + 1 <= 3 and m not in first:
                    m['consequences'].append(f'打扫党员活动室一周（视情况，{label}）')

    def titles(self):
        for m in self.members:
            if not m['counted'] or m['veto']:
                continue
            x4 = [e for e in m['lines'] if e['item'] == 'X04']
            kinds = {self.kind(e['matter']) for e in x4 if e['matter']}
            praised = any(e['matter'] and e['level'] != '村级' and self.kind(e['matter']) != '优秀共产党员' for e in x4)
            reported = any(e['item'] == 'X05' for e in m['lines'])
            if '优秀共产党员' in kinds and (kinds & {'最美×人', '十星级文明户', '道德模范'} or (praised and reported)):
                self.honours.append({'title': '党员之星', 'name': m['shown']})
            points = sum(m['effects'][e['row']][0] for e in x4)
            if points >= 8:
                self.honours.append({'title': '优秀党员', 'name': m['shown']})
            elif points >= 4:
                self.honours.append({'title': '一星党员', 'name': m['shown']})

    def hints(self):
        y = self.end.year
        days = (datetime.date(y, 12, 22), datetime.date(y, 12, 31))
        pool = [m for m in self.members if m['counted']]
        for m in pool:
            late = [e for e in m['lines'] if e['item'][0] == 'X' and days[0] <= e['entered'] <= days[1]]
            if m['score'] is not None and len(late) >= 2:
                without = self.score(m, [e for e in m['lines'] if e not in late])[1]
                if any(without < line <= m['score'] for line in (60, 90)):
                    self.warn('花名册', m['row'])
            if m['score'] in (60, 90) and sum(o['score'] == m['score'] for o in pool) > 1:
                self.warn('花名册', m['row'])
        both = [m for m in pool if m['team'] is not None]
        if both and sum(m['cats']['self'] - m['team'] for m in both) >= 10 * len(both):
            self.warn('花名册')


# ---- the township -------------------------------------------------------------------------------------------------

def reckon(folder):
    with open(os.path.join(folder, 'jifen.toml'), 'rb') as f:
        toml = tomllib.load(f)
    files = sorted(f[:-4] for f in os.listdir(folder) if f.endswith('.txt') and f != '上年档案.txt')
    many = len(files) > 1
    branches = [Branch(f, read_book(os.path.join(folder, f + '.txt')), toml['period'], toml, many) for f in files]
    members, honours, quotas, entries, errors, warnings = {}, [], [], {}, set(), set()
    for b in branches:
        b.reckon()
    ranked = [m for b in branches for m in b.members if m['counted'] and m['score'] is not None]
    provisional = False
    for b in branches:
        own = [m for m in b.members if m['counted'] and m['score'] is not None]
        for m in b.members:
            key = f"{b.name}/{m['shown']}" if many else m['shown']
            rank = None
            if m in own:
                rank = {'branch': 1 + sum(o['score'] > m['score'] for o in own), 'township': 1 + sum(o['score'] > m['score'] for o in ranked)}
            members[key] = {'counted': m['counted'], 'categories': {k: show(v) for k, v in m['cats'].items()}, 'score': show(m['score']),
                            'grade': m['grade'], 'stars': 0, 'rank': rank, 'veto': m['veto'], 'contested': m['contested'], 'consequences': m['consequences']}
            provisional |= bool(m['contested'])
        for h in b.honours:
            honours.append({**h, 'name': f"{b.name}/{h['name']}"} if many else h)
        if b.quota:
            quotas.append(b.quota)
        entries.update(b.entries)
        errors |= b.errors
        warnings |= b.warnings
        provisional |= b.provisional or bool(b.errors)
    place = lambda p: [int(x) if x.isdigit() else x for x in re.split(r'(\d+)', p)]
    return {'exit': int(provisional), 'status': 'provisional' if provisional else 'final', 'members': members, 'honours': honours,
            'quotas': quotas, 'entries': entries, 'errors': sorted(errors, key=place), 'warnings': sorted(warnings, key=place)}


def dump(e):
    """JSON with one member, honour or entry a line."""
    one = lambda v: json.dumps(v, ensure_ascii=False)
    out = []
    for k, v in e.items():
        if isinstance(v, dict) and v:
            out.append(f'  {one(k)}: {{\n' + ',\n'.join(f'    {one(a)}: {one(b)}' for a, b in v.items()) + '\n  }')
        elif isinstance(v, list) and v and isinstance(v[0], dict):
            out.append(f'  {one(k)}: [\n' + ',\n'.join('    ' + one(b) for b in v) + '\n  ]')
        else:
            out.append(f'  {one(k)}: {one(v)}')
    return '{\n' + ',\n'.join(out) + '\n}\n'


def differences(want, got, path=''):
    if path == '/no_warnings':
        return []
    if path == '/warnings':
        return [f'{path}: {p} does not stand' for p in want if p not in got]
    if path in ('/honours', '/errors'):
        key = lambda x: json.dumps(x, ensure_ascii=False, sort_keys=True)
        w, g = sorted(map(key, want)), sorted(map(key, got))
        return [f'{path}: hand only {[x for x in w if x not in g]}, script only {[x for x in g if x not in w]}'] if w != g else []
    if isinstance(want, dict) and isinstance(got, dict):
        out = []
        for k, v in want.items():
            if k == 'no_warnings':
                continue
            out += differences(v, got[k], f'{path}/{k}') if k in got else [f'{path}/{k}: missing']
        return out
    if path.endswith('quotas') and isinstance(want, list):
        if len(want) != len(got):
            return [f'{path}: {len(want)} and {len(got)}']
        return [d for a, b in zip(want, got) for d in differences(a, b, path + '/' + a['scope'])]
    return [] if want == got else [f'{path}: hand {want}, script {got}']


def check():
    bad = 0
    names = sorted(n for n in os.listdir(HERE) if os.path.exists(os.path.join(HERE, n, 'expected.json')))
    for n in names:
        folder = os.path.join(HERE, n)
        with open(os.path.join(folder, 'expected.json'), encoding='utf-8') as f:
            want = json.load(f)
        got = reckon(folder)
        found = differences(want, got) + [f'no_warnings: {p}' for p in want.get('no_warnings', []) if p in got['warnings']]
        for d in found:
            print(f'{n}{d}')
        bad += bool(found)
    print(f'{len(names)} cases, {bad} differ')
    return int(bad > 0)


def main(args):
    if args == ['--check']:
        return check()
    if len(args) == 2 and args[0] == '--write':
        r = reckon(args[1])
        del r['warnings']
        # a line in error may be absent from the steps
        r['entries'] = {k: v for k, v in r['entries'].items() if k not in r['errors']}
        with open(os.path.join(args[1], 'expected.json'), 'w', encoding='utf-8') as f:
            f.write(dump(r))
        return 0
    if len(args) == 1 and not args[0].startswith('-'):
        print(dump(reckon(args[0])), end='')
        return 0
    print(__doc__)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
