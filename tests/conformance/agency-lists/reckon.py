#!/usr/bin/env python3
"""Reckon a case of the rulebook agency-lists, from the rulebook's text alone.

    reckon.py DIR            print the reckoning of the case in DIR
    reckon.py DIR --means    and the means by level of the organisation tree (nothing compares them)
    reckon.py --write DIR    write DIR/expected.json
    reckon.py --check DIR…   compare the expected.json of each folder with the reckoning

Shares no code and no data model with the engine: it reads the notation of the .txt files itself.
"""
import json
import re
import sys
import tomllib
import unicodedata
from datetime import date
from fractions import Fraction as F
from math import floor
from pathlib import Path

ASPECTS = dict(A=15, B=20, C=15, D=10, E=10, F=15, G=10, H=5)
# item: (name, price) or (name, {level: price}); the rulebook's section 二.
DUTY = {'A1': ('缺理论学习', 10), 'A2': ('未完成在线学习', 5), 'B1': ('未按期办结', 10), 'B2': ('工作差错', 5), 'C1': ('推诿', 20),
        'D1': ('迟到早退', 2), 'D2': ('缺席组织生活', {'无故缺席': 10, '请假': 2}), 'D3': ('迟交党费', 5), 'E1': ('未参加集体活动', 5),
        'F1': ('未按时填报事项', 20), 'G1': ('未完成走访', 10), 'G2': ('有效投诉', 20), 'H1': ('失信行为', 30)}
HONOUR = {'R1': ('表彰', {'区直': 2, '区级': 3, '市级': 5, '省级': 8, '国家级': 10}), 'R2': ('竞赛获奖', {'一等': 3, '二等': 2, '三等': 1}),
          'R3': ('征文被采用', F(1, 2)), 'R4': ('宣讲授课', 1)}
NEGATIVE = {'N1': ('通报批评', {'区直': 3, '区级': 5, '市级': 8, '省级': 8, '国家级': 8}), 'N2': ('诫勉', 10),
            'N3': ('党纪处分', {'警告': 15, '严重警告': 25, '撤销党内职务': None, '留党察看': None, '开除党籍': None})}
ITEMS = {**DUTY, **HONOUR, **NEGATIVE}
ITEM_LIMIT = {'R3': 2, 'R4': 3}
GRADES = ['不合格', '基本合格', '合格', '优秀']
LAST_DAY = {'H1': (6, 30), 'H2': (12, 31)}


# ---- the notation -------------------------------------------------------------------------------------------------

def cell(text):
    """One cell: None, int/Fraction, date or str."""
    text = text.strip(' ')
    if text == '':
        return None
    if text[0] == "'":
        return text[1:]
    if re.fullmatch(r'\d{4}-\d{2}-\d{2}', text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    if re.fullmatch(r'-?\d+(\.\d+)?', text):
        return F(text)
    return text.replace('␠', ' ').replace('⏎', '\n')


def sheets(path):
    """{sheet name: [row, …]}; row 1 of the sheet is index 0."""
    out, rows = {}, None
    for line in path.read_text(encoding='utf-8').splitlines():
        if line.startswith('---'):
            m = re.match(r'--- sheet (.+)', line)
            rows = out.setdefault(m.group(1).strip(), []) if m else None
        elif line.strip() and rows is not None:
            rows.append([] if line.strip() == '|' else [cell(c) for c in line.split('|')])
    return out


def table(rows, header):
    """(row number, {column: cell}) for the rows under the header row (counted from 1)."""
    names = rows[header - 1]
    for n, row in enumerate(rows[header:], header + 1):
        got = {k: (row[i] if i < len(row) else None) for i, k in enumerate(names) if k}
        if any(v is not None for v in got.values()):
            yield n, got


def text(value):
    if value is None:
        return ''
    return show(value) if isinstance(value, F) else str(value).strip()


# ---- figures ------------------------------------------------------------------------------------------------------

def half_away(value, places):
    scaled = abs(value) * 10 ** places
    whole = floor(scaled + F(1, 2))
    return F(whole, 10 ** places) * (-1 if value < 0 else 1)


def show(value):
    """A decimal with at most six places, no trailing zeros."""
    value = half_away(F(value), 6)
    sign, value = ('-' if value < 0 else ''), abs(value)
    whole = value.numerator // value.denominator
    rest = str(int((value - whole) * 10 ** 6)).rjust(6, '0').rstrip('0')
    return f'{sign}{whole}' + (f'.{rest}' if rest else '')


# ---- one branch ---------------------------------------------------------------------------------------------------

class Branch:
    def __init__(self, stem, book, case):
        self.stem, self.case, self.book = stem, case, book
        title = book['花名册'][0][0]
        title = title.removeprefix(case.township)
        self.name = re.match(r'(.+?党支部)', title).group(1)
        self.errors, self.warnings, self.entries, self.missing, self.quota = [], [], {}, False, None
        self.members = []
        for n, r in table(book['花名册'], 2):
            self.members.append(dict(id=text(r['序号']), name=r['姓名'], born=text(r['出生年月']), probation=r['党员类别'] == '预备',
                                     extended=r.get('预备期延长至') is not None, come=r.get('转入时间'), gone=r.get('转出时间'), dead=r.get('去世时间')))
        for m in self.members:
            m['halves'] = [h for h in case.halves if self.on_roster(m, date(case.year, *LAST_DAY[h]))]
            m['counted'] = self.on_roster(m, case.last)
            m['namesake'] = sum(x['name'] == m['name'] for x in self.members) > 1
            m['veto'], m['lines'] = set(), []
        self.read_ledger()
        for m in self.members:
            self.score(m)
        self.ballot = self.read_ballot() if case.whole_year else {}

    @staticmethod
    def on_roster(m, day):
        if m['dead'] and m['dead'] <= day:
            return False
        if m['come'] and m['come'] > day:
            return False
        if m['gone'] and m['gone'] <= day:
            return bool(m['come'] and m['gone'] < m['come'])    # 转出早于转入: came back
        return True

    def find(self, name, number):
        fits = [m for m in self.members if m['name'] == name and (number == '' or m['id'] == number)]
        return fits[0] if len(fits) == 1 else None

    def read_ledger(self):
        for n, r in table(self.book.get('积分登记', [[], []]), 2):
            place = f'积分登记!{n}'
            day = r['日期']
            if isinstance(day, date) and not self.case.first <= day <= self.case.last:
                self.warnings.append(place)
                self.entries[place] = ('excluded', F(0))
                continue
            line = self.line(r, day)
            if line is None:
                self.errors.append(place)
                self.entries[place] = ('excluded', F(0))
                continue
            m, item, amount, level = line
            half = 'H1' if day.month <= 6 else 'H2'
            outside = (m['come'] and day < m['come']) or (m['gone'] and day > m['gone'] and not (m['come'] and day >= m['come']))
            if outside:
                self.warnings.append(place)
            if amount is None:
                m['veto'].add('N3')
                self.entries[place] = ('counted', F(0))
                continue
            if half not in m['halves']:
                self.warnings.append(place)
                self.entries[place] = ('excluded', F(0))
                continue
            if item in HONOUR and r.get('佐证材料') is None:
                self.warnings.append(place)
            m['lines'].append(dict(place=place, row=n, day=day, half=half, item=item, amount=amount, level=level, matter=r.get('事由')))

    def line(self, r, day):
        """(member, item, points of the line or None for a veto, level), or None for an error."""
        if not isinstance(day, date):
            return None
        m = self.find(r['姓名'], text(r.get('编号')))
        code, name = r.get('项目编号'), r.get('项目名称')
        if code is None and name is not None:
            code = next((k for k, v in ITEMS.items() if v[0] == name), None)
        if m is None or code not in ITEMS or (name is not None and name != ITEMS[code][0]):
            return None
        price, level = ITEMS[code][1], r.get('级别')
        if isinstance(price, dict):
            if level is None and code == 'D2':
                level = '无故缺席'
            if level not in price:
                return None
            price = price[level]
            if price is None:
                return m, code, None, level
        times = F(1) if r.get('次数') is None else r['次数']
        if not isinstance(times, F) or times.denominator != 1 or times < 1:
            return None
        amount = price * times
        stated = r.get('分值')
        if stated is not None:
            if not isinstance(stated, F) or (stated if code in HONOUR else abs(stated)) != amount:
                return None
        if code == 'R1':
            amount = F(price)                   # 次数 does not multiply a matter
        return m, code, F(amount), level

    def score(self, m):
        """Every half, then the year."""
        lines = sorted(m['lines'], key=lambda e: (e['day'], e['row']))
        matters = {}
        for e in lines:
            e['value'] = e['amount']
            if e['item'] == 'R1' and e['matter'] is not None:
                key = re.sub(r'\s', '', unicodedata.normalize('NFKC', text(e['matter'])))
                best = matters.get(key)
                if best is not None:
                    (best if e['amount'] > best['amount'] else e)['value'] = F(0)
                if best is None or e['amount'] > best['amount']:
                    matters[key] = e
        m['periods'], parts = {}, []
        for half in m['halves']:
            mine = [e for e in lines if e['half'] == half]
            for item, limit in ITEM_LIMIT.items():
                left = F(limit)
                for e in mine:
                    if e['item'] == item:
                        e['value'] = min(e['value'], left)
                        left -= e['value']
            got = {a: max(F(0), 100 - sum(e['amount'] for e in mine if e['item'] in DUTY and e['item'][0] == a)) for a in ASPECTS}
            got['honour'] = min(F(10), sum((e['value'] for e in mine if e['item'] in HONOUR), F(0)))
            got['negative'] = -sum((e['amount'] for e in mine if e['item'] in NEGATIVE), F(0))
            total = sum(got[a] * w for a, w in ASPECTS.items()) / 100 + got['honour'] + got['negative']
            m['periods'][f'{self.case.year}{half}'] = min(F(110), max(F(0), total))
            parts.append(got)
        for e in lines:
            sign = 1 if e['item'] in HONOUR else -1
            self.entries[e['place']] = ('capped' if e['value'] < e['amount'] else 'counted', sign * e['value'])
        if not parts:
            m['score'] = m['categories'] = None
            return
        m['categories'] = {k: sum(p[k] for p in parts) / len(parts) for k in parts[0]}
        m['score'] = half_away(sum(m['periods'].values()) / len(parts), 2)

    def read_ballot(self):
        """{member's place in the roster: (grade, 优秀 votes)} for the valid reviews."""
        rows = self.book.get('评议票')
        if not rows:
            self.missing = True
            return {}
        head = {str(rows[1][i]).rstrip('：:'): (rows[1][i + 1] if i + 1 < len(rows[1]) else None) for i in range(0, len(rows[1]), 2)}
        due, present, issued, collected = (head.get(k) for k in ('应到', '实到', '发票', '收票'))
        valid = head.get('有效票') if head.get('有效票') is not None else collected
        bad = None in (due, present, issued, collected) or present * 100 < due * 80 or collected > issued or valid > collected or valid == 0
        if bad:
            self.errors.append('评议票!2')
            return {}
        if present > due or issued > present:
            self.warnings.append('评议票!2')
        found, seen = {}, {}
        for n, r in table(rows, 3):
            m = self.find(r['姓名'], text(r.get('编号')))
            if m is None:
                self.errors.append(f'评议票!{n}')
                continue
            i = self.members.index(m)
            seen[i] = seen.get(i, 0) + 1
            four = [r[k] or F(0) for k in ('优秀', '合格', '基本合格', '不合格')]
            if sum(four) != valid:
                self.errors.append(f'评议票!{n}')
                continue
            top, two, three = four[0], four[0] + four[1], sum(four[:3])
            grade = '优秀' if top * 100 >= valid * 60 else '合格' if two * 100 >= valid * 70 else '基本合格' if three * 100 >= valid * 60 else '不合格'
            if grade == '优秀' and two * 100 < valid * 70:
                self.warnings.append(f'评议票!{n}')
            found[i] = (grade, top / valid)
        for i, times in seen.items():
            if times > 1:
                self.errors.append('评议票')
                found.pop(i, None)
        return found

    def grade(self):
        """Vetoes, the lower of two grades, then the places for 优秀. The gone have none."""
        candidates = []
        for i, m in enumerate(self.members):
            m['grade'], m['contested'] = None, []
            if not m['counted']:
                continue
            if m['veto']:
                m['grade'] = '不合格'
            elif m['score'] is not None:
                by_points = GRADES[(m['score'] >= 60) + (m['score'] >= 75) + (m['score'] >= 90)]
                if not self.case.whole_year:
                    m['grade'] = by_points
                elif i in self.ballot:
                    m['grade'] = min(by_points, self.ballot[i][0], key=GRADES.index)
                    if m['grade'] == '优秀':
                        candidates.append((m['score'], self.ballot[i][1], m['categories']['honour'], i))
            if self.case.whole_year and i not in self.ballot:
                self.missing = True
        if not self.case.whole_year:
            return
        counted = sum(m['counted'] for m in self.members)
        limit = counted * 30 // 100
        left, awarded, contested = limit, [], []
        for key in sorted({c[:3] for c in candidates}, reverse=True):
            same = [c[3] for c in candidates if c[:3] == key]
            if len(same) <= left:
                awarded += same
                left -= len(same)
                continue
            for i in same:
                self.members[i]['grade'] = '合格'
            if left:
                contested = same
                for i in same:
                    self.members[i]['contested'] = ['优秀']
            for c in candidates:
                if c[:3] < key:
                    self.members[c[3]]['grade'] = '合格'
            break
        self.quota = dict(scope=self.name, level='优秀', counted=counted, limit=limit, candidates=len(candidates),
                          awarded=[self.label(i) for i in awarded], contested=[self.label(i) for i in sorted(contested)],
                          reserved=left if contested else 0)

    def label(self, i):
        m = self.members[i]
        return f"{m['name']}（{m['id']}）" if m['namesake'] else m['name']

    def measures(self, m):
        if not m['counted'] or not self.case.whole_year:
            return []
        talk, help_ = ['书面思想汇报', '谈心谈话'], ['诫勉谈话', '一对一帮促']
        out = {'优秀': ['表彰', '推荐优秀共产党员'], '基本合格': talk, '不合格': help_}.get(m['grade'], [])[:]
        if m['grade'] in ('基本合格', '不合格') and self.case.year != self.case.start:
            last = self.case.last_year(m)
            if last is None:
                out.append('连续两年未能判断')
            elif last == m['grade']:
                out += help_ if last == '基本合格' else ['组织处理（建议）']
        if m['probation'] and m['score'] is not None and m['score'] < 70:
            out.append('取消预备党员资格（建议）' if m['extended'] else '延长预备期')
        return out


# ---- the township -------------------------------------------------------------------------------------------------

class Case:
    def __init__(self, folder):
        profile = tomllib.loads((folder / 'jifen.toml').read_text(encoding='utf-8'))
        self.township, label = profile.get('township', ''), profile['period']
        self.start = profile.get('programme_start')
        self.year, half = int(label[:4]), label[4:]
        self.whole_year = half == ''
        self.halves = ['H1', 'H2'] if self.whole_year else [half]
        self.first = date(self.year, 7 if half == 'H2' else 1, 1)
        self.last = date(self.year, *LAST_DAY[self.halves[-1]])
        self.archive = []
        previous = profile.get('previous')
        if previous:
            self.archive = [r for _, r in table(sheets(folder / previous)['上一年度档案'], 2)]
        self.branches = [Branch(p.stem, sheets(p), self) for p in sorted(folder.glob('*.txt')) if p.name != previous]
        order = {b['name']: (i, b.get('path', [])) for i, b in enumerate(profile.get('branch', []))}
        self.branches.sort(key=lambda b: order.get(b.name, (0, []))[0])
        for b in self.branches:
            b.path = order.get(b.name, (0, []))[1]
            b.grade()

    def last_year(self, m):
        """Last year's grade; None where it cannot be judged."""
        rows = [r for r in self.archive if r['姓名'] == m['name'] and text(r['出生年月']) == m['born']]
        return rows[0]['等次'] if len(rows) == 1 else None

    def result(self):
        several = len(self.branches) > 1
        ranked = [m for b in self.branches for m in b.members if m['counted'] and m['score'] is not None]
        members = {}
        for b in self.branches:
            for i, m in enumerate(b.members):
                r = dict(counted=m['counted'])
                if m['score'] is not None:
                    r['categories'] = {k: show(v) for k, v in m['categories'].items()}
                r['score'], r['grade'], r['stars'] = m['score'] if m['score'] is None else show(m['score']), m['grade'], 0
                place = lambda group: 1 + sum(x['score'] > m['score'] for x in group) if m in group else None
                r['rank'] = dict(branch=place([x for x in ranked if x in b.members]), township=place(ranked))
                r['veto'], r['contested'], r['consequences'] = sorted(m['veto']), m['contested'], b.measures(m)
                if self.whole_year and m['score'] is not None:
                    r['periods'] = {k: show(v) for k, v in m['periods'].items()}
                members[(b.name + '/' if several else '') + b.label(i)] = r
        at = lambda b, place: f'{b.stem}/{place}' if several else place
        errors = [at(b, p) for b in self.branches for p in b.errors]
        bad = errors or any(b.missing for b in self.branches) or any(m['contested'] for b in self.branches for m in b.members)
        return {'exit': 1 if bad else 0, 'status': 'provisional' if bad else 'final', 'members': members,
                'quotas': [b.quota for b in self.branches if b.quota], 'errors': errors}

    def places(self):
        """The entries and the warnings, for --check."""
        several = len(self.branches) > 1
        at = lambda b, place: f'{b.stem}/{place}' if several else place
        entries = {at(b, p): {'state': s, 'effect': show(v)} for b in self.branches for p, (s, v) in b.entries.items()}
        warnings = {at(b, p) for b in self.branches for p in b.warnings}
        for b in self.branches:
            done = {(r['半年'], r['环节']) for _, r in table(b.book.get('公示登记', [[], []]), 2)}
            if any((h, s) not in done for h, code in (('上', 'H1'), ('下', 'H2')) if code in self.halves for s in ('评分', '加分', '减分', '审定')):
                warnings.add(at(b, '公示登记'))
        return entries, warnings

    def means(self):
        out = {}
        for b in self.branches:
            for level in [' / '.join(b.path[:k + 1]) for k in range(len(b.path))] + [' / '.join(b.path + [b.name])]:
                out.setdefault(level, []).extend(m['score'] for m in b.members if m['counted'] and m['score'] is not None)
        return {k: show(half_away(sum(v) / len(v), 2)) for k, v in out.items() if v}


def differences(want, have, path=''):
    if isinstance(want, dict) and isinstance(have, dict):
        for k, v in want.items():
            yield from differences(v, have.get(k, '(absent)'), f'{path}/{k}')
    elif want != have:
        yield f'{path}: expected {want!r}, reckoned {have!r}'


def check(folder):
    want = json.loads((folder / 'expected.json').read_text(encoding='utf-8'))
    case = Case(folder)
    have, (entries, warnings) = case.result(), case.places()
    have['entries'] = entries
    wrong = list(differences({k: v for k, v in want.items() if k not in ('quotas', 'errors', 'warnings', 'no_warnings')}, have))
    if 'quotas' in want:
        key = lambda q: (q['scope'], q['level'])
        tidy = lambda q: {**q, 'awarded': sorted(q['awarded']), 'contested': sorted(q['contested'])}
        wrong += differences([tidy(q) for q in sorted(want['quotas'], key=key)], [tidy(q) for q in sorted(have['quotas'], key=key)], '/quotas')
    if 'errors' in want:
        wrong += differences(sorted(want['errors']), sorted(have['errors']), '/errors')
    wrong += [f'/warnings: none reckoned at {p}' for p in want.get('warnings', []) if p not in warnings]
    wrong += [f'/no_warnings: one reckoned at {p}' for p in want.get('no_warnings', []) if p in warnings]
    return wrong


def layout(result):
    """JSON with one member, one quota to a line."""
    out = []
    for k, v in result.items():
        one = lambda x: json.dumps(x, ensure_ascii=False)
        if k == 'members':
            v = '{\n' + ',\n'.join(f'    {one(n)}: {one(x)}' for n, x in v.items()) + '\n  }'
        elif k in ('quotas', 'errors') and v:
            v = '[\n' + ',\n'.join('    ' + one(x) for x in v) + '\n  ]'
        else:
            v = one(v)
        out.append(f'  {one(k)}: {v}')
    return '{\n' + ',\n'.join(out) + '\n}\n'


def main(args):
    if args[:1] == ['--check']:
        bad = 0
        for name in args[1:]:
            wrong = check(Path(name))
            bad += bool(wrong)
            for w in wrong:
                print(f'{Path(name).name}{w}')
        print(f'{len(args) - 1} cases, {bad} with differences')
        return 1 if bad else 0
    if args[:1] == ['--write']:
        (Path(args[1]) / 'expected.json').write_text(layout(Case(Path(args[1])).result()), encoding='utf-8')
        return 0
    case = Case(Path(args[0]))
    print(layout(case.result()), end='')
    if '--means' in args:
        print(json.dumps(case.means(), ensure_ascii=False, indent=2))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
