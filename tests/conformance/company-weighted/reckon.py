#!/usr/bin/env python3
"""Reckons a case folder of company-weighted from the rulebook alone.

    reckon.py DIR              prints the whole reckoning as JSON
    reckon.py --check DIR...   compares it with each DIR/expected.json
    reckon.py --write DIR      writes DIR/expected.json

Standard library only. It shares nothing with the program: its own reader of
the notation, fractions.Fraction for every figure, and rounding only to show.
"""
import datetime
import json
import os
import re
import sys
import tomllib
import unicodedata
from fractions import Fraction as F

CATEGORIES = ("base", "performance", "reward")
WEIGHT = {"base": F(50, 100), "performance": F(40, 100), "reward": F(10, 100)}
GROUPS = ("三会一课", "民主评议", "党费缴纳", "其它奖惩")
ITEM = {  # number: (name, group, category)
    "G01": ("政治理论学习", "三会一课", "base"),
    "G02": ("党组织生活", "三会一课", "base"),
    "G03": ("党费缴纳", "党费缴纳", "base"),
    "G04": ("遵纪守法", "其它奖惩", "base"),
    "G05": ("服务群众", "其它奖惩", "base"),
    "G06": ("在线考试", "三会一课", "performance"),
    "G07": ("岗位年度目标任务", "民主评议", "performance"),
    "G08": ("党员承诺事项", "民主评议", "performance"),
    "G09": ("超额完成任务", "其它奖惩", "reward"),
    "G10": ("见义勇为、重大贡献", "其它奖惩", "reward"),
    "G11": ("获得荣誉表彰", "其它奖惩", "reward"),
}
REGISTER = {"D01": "违纪记录", "D02": "帮扶登记"}
COMPUTED = {"G01", "G02", "G06", "G07", "G08", "G09"}
HONOUR = {"公司级": F(20), "市级": F(40), "省级": F(60), "国家级": F(100)}
LIFE = {"支部党员大会", "支委会", "党小组会", "党课"}
PRESENT = {"√", "✓", "到", "出席"}
ABSENT = {"×", "✗", "缺", "无故缺席"}
LEAVE = {"△", "假", "请假"}
EXEMPT = {"—", "-", "免", "免到"}


# ---- the notation ---------------------------------------------------------

class Cell:
    """Text, number (Fraction), percentage or date of one cell."""

    def __init__(self, raw):
        self.text, self.number, self.percent, self.date = "", None, False, None
        raw = raw.strip()
        typed = re.fullmatch(r"\{(.*)\|(.*)\}", raw)
        if typed:
            raw, self.percent = typed.group(1), "%" in typed.group(2)
        if raw.startswith("'") and not typed:
            self.text = raw[1:]
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", raw):
            self.date = datetime.date.fromisoformat(raw)
            self.text = raw
        elif re.fullmatch(r"-?\d+(\.\d+)?", raw):
            self.number, self.text = F(raw), raw
        else:
            self.text = raw
        self.text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", self.text))

    def figure(self):
        """(value, had a percent sign): safe fixes of text numbers included; None where there is none."""
        if self.date:
            return None
        if self.number is not None:
            return (self.number * 100, True) if self.percent else (self.number, False)
        found = re.fullmatch(r"(-?\d+(?:\.\d+)?)(%?)", self.text)
        return (F(found.group(1)), found.group(2) == "%") if found else None

    def day(self):
        if self.date:
            return self.date
        found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", self.text)
        try:
            return datetime.date(*map(int, found.groups())) if found else None
        except ValueError:
            return None


EMPTY = Cell("")


def read_book(path):
    """sheet name -> list of rows (row 1 first) of cells."""
    sheets, rows = {}, None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        head = re.fullmatch(r"--- sheet (\S+).*", line)
        if head:
            rows = sheets.setdefault(head.group(1), [])
        elif line.strip() and rows is not None:
            raw = [] if line.strip() == "|" else re.split(r"(?: |^)\|(?: |$)", line)
            above = rows[-1] if rows else []
            cells = []
            for i, one in enumerate(raw):
                if one.strip() == "^":
                    cells.append(above[i])
                elif one.strip() == "<":
                    cells.append(cells[-1])
                else:
                    cells.append(Cell(one))
            rows.append(cells)
    return sheets


def table(rows, head=1):
    """(row number, header -> cell) of the rows below the header row `head` (counted from 0)."""
    names = [c.text for c in rows[head]]
    for n, row in enumerate(rows[head + 1:], head + 2):
        if any(c.text for c in row):
            yield n, {name: (row[i] if i < len(row) else EMPTY) for i, name in enumerate(names)}


# ---- figures --------------------------------------------------------------

def rounded(x, places):
    scale = 10 ** places
    y = abs(x) * scale
    whole = y.numerator // y.denominator
    if y - whole >= F(1, 2):
        whole += 1
    return F(whole if x >= 0 else -whole, scale)


def show(x):
    """A decimal without exponent and trailing zeros; six places where no decimal can hold it."""
    if x is None:
        return None
    d = x.denominator
    for p in (2, 5):
        while d % p == 0:
            d //= p
    if d != 1:
        x = rounded(x, 6)
    sign, x = ("-" if x < 0 else ""), abs(x)
    whole, rest, digits = x.numerator // x.denominator, x - x.numerator // x.denominator, ""
    while rest:
        rest *= 10
        digits += str(rest.numerator // rest.denominator)
        rest -= rest.numerator // rest.denominator
    return sign + str(whole) + ("." + digits if digits else "")


def clip(x, low, high):
    return max(F(low), min(F(high), x))


def working_days(a, b):
    return sum((a + datetime.timedelta(d)).weekday() < 5 for d in range((b - a).days + 1)) if a and b and a <= b else 0


def quarter_of(day):
    return f"{day.year}Q{(day.month + 2) // 3}"


def last_day(q):
    year, k = int(q[:4]), int(q[5])
    return datetime.date(year + (k == 4), 1 if k == 4 else 3 * k + 1, 1) - datetime.timedelta(1)


# ---- one township ---------------------------------------------------------

class Member:
    def __init__(self, branch, book, row, r):
        self.branch, self.book, self.row = branch, book, row
        self.id, self.name = r["序号"].text, r["姓名"].text
        day = lambda name: r[name].day() if name in r else None
        self.come, self.gone, self.dead = day("转入时间"), day("转出时间"), day("去世时间")
        self.committee = r["支委"].text == "是"
        self.att, self.seen = {}, False           # (quarter, item) -> [attended, due]
        self.assess, self.twice = {}, set()       # quarter -> row
        self.lines = []
        self.aid, self.violation = set(), False

    def on_roster(self, day):
        return not (self.come and self.come > day) and not any(x and x <= day for x in (self.gone, self.dead))


class Township:
    def __init__(self, folder):
        profile = tomllib.load(open(os.path.join(folder, "jifen.toml"), "rb"))
        self.name, self.period = profile["township"], profile["period"]
        if re.fullmatch(r"\d{4}", self.period):
            self.quarters = [f"{self.period}Q{i}" for i in (1, 2, 3, 4)]
        else:
            assert re.fullmatch(r"\d{4}Q[1-4]", self.period), "only years and quarters are reckoned"
            self.quarters = [self.period]
        self.end = last_day(self.quarters[-1])
        self.members, self.errors, self.warnings, self.entries = [], [], [], {}
        self.doubled = set()        # lines of one matter with a quantity above 1: whether they are capped is left open
        self.open_places = False    # an error whose place the rulebook leaves open
        self.settled = {}           # book -> quarters
        self.books = sorted(f[:-4] for f in os.listdir(folder) if f.endswith(".txt") and f != "上年档案.txt")
        self.several = len(self.books) > 1
        for book in self.books:
            self.read(book, read_book(os.path.join(folder, book + ".txt")))
        self.reckon()

    def place(self, book, sheet, row):
        return (book + "/" if self.several else "") + f"{sheet}!{row}"

    def error(self, book, sheet, row):
        self.errors.append(self.place(book, sheet, row))

    def warn(self, book, sheet, row):
        self.warnings.append(self.place(book, sheet, row))

    def who(self, roster, r):
        """The member that a row names, by 姓名 and 编号; None where it is in error."""
        found = [m for m in roster if m.name == r["姓名"].text]
        number = r["编号"].text if "编号" in r else ""
        if number:
            found = [m for m in found if m.id == number]
        return found[0] if len(found) == 1 else None

    def read(self, book, sheets):
        branch = re.fullmatch(re.escape(self.name) + r"(.*?)2025年.*", sheets["花名册"][0][0].text).group(1)
        roster = [Member(branch, book, n, r) for n, r in table(sheets["花名册"])]
        self.members += roster
        if "出勤" in sheets:
            self.attendance(book, roster, sheets["出勤"])
        self.assessment(book, roster, sheets.get("考核"))
        if "积分登记" in sheets:
            lines = [(n, r) for n, r in table(sheets["积分登记"])]
            seen = {}
            for n, r in lines:
                key = tuple(c.text for k, c in r.items() if k != "序号")
                if key in seen:
                    self.warn(book, "积分登记", n)
                seen[key] = n
                self.line(book, roster, n, r)

    # 出勤: G01, G02
    def attendance(self, book, roster, rows):
        days, kinds = rows[1], rows[2]
        first = next(i for i in range(len(days)) if days[i].text not in ("序号", "姓名", "编号"))
        meetings = []
        for i in range(first, len(kinds)):
            day = days[i].day() if i < len(days) else None
            if day is None:
                self.error(book, "出勤", 2)
            elif quarter_of(day) not in self.quarters:
                self.warn(book, "出勤", 2)
            elif kinds[i].text == "学习" or kinds[i].text in LIFE:
                meetings.append((i, day, kinds[i].text))
        for n, row in enumerate(rows[3:], 4):
            r = {days[i].text: (row[i] if i < len(row) else EMPTY) for i in range(first)}
            member = self.who(roster, r)
            if member is None:
                self.error(book, "出勤", n)
                continue
            member.seen = True
            bad = warned = False
            for i, day, kind in meetings:
                mark = (row[i] if i < len(row) else EMPTY).text
                mark = {"一": "—", "―": "—"}.get(mark, mark)
                if kind == "支委会" and not member.committee:
                    warned |= mark in PRESENT | ABSENT
                    continue
                tally = member.att.setdefault((quarter_of(day), "G01" if kind == "学习" else "G02"), [0, 0])
                if mark in PRESENT:
                    tally[0] += 1
                    tally[1] += 1
                elif mark in ABSENT or mark in LEAVE:
                    tally[1] += 1
                elif mark in EXEMPT:
                    pass
                elif mark == "" and (member.come and day < member.come or any(x and day >= x for x in (member.gone, member.dead))):
                    pass
                else:
                    bad = True
            if bad:
                self.error(book, "出勤", n)
            if warned:
                self.warn(book, "出勤", n)

    # 考核: G06-G09
    def assessment(self, book, roster, rows):
        settled = self.settled[book] = set()
        if rows is None:
            return
        for n, r in table(rows):
            q = r["季度"].text
            settled.add(q)
            if q not in self.quarters:
                continue
            member = self.who(roster, r)
            if member is None:
                self.error(book, "考核", n)
                continue
            if q in member.assess:
                self.error(book, "考核", n)
                if q not in member.twice:
                    self.error(book, "考核", member.assess[q][0])
                member.twice.add(q)
                continue
            member.assess[q] = (n, r)

    def performance(self, member, q):
        """G06, G07, G08, G09 of a quarter."""
        if q in member.twice:
            return [F(0)] * 4
        if q not in member.assess:
            if member.on_roster(self.end):
                self.open_places = True
            return [F(0)] * 4
        n, r = member.assess[q]
        bad = False
        exam, rate, said, kept = (r[c] for c in ("考试成绩", "完成率(%)", "承诺件数", "兑现件数"))
        if exam.text == "免":
            g06 = F(20)
        else:
            f = exam.figure()
            if f and not f[1] and 0 <= f[0] <= 100:
                g06 = f[0] * F(20, 100)
            else:
                bad, g06 = True, F(0)
        g09 = F(0)
        if rate.text == "免":
            g07 = F(60)
        else:
            f = rate.figure()
            if f and f[0] >= 0:
                if f[0] < 5 and not f[1]:
                    self.warn(member.book, "考核", n)
                g07 = min(F(60), f[0] * F(60, 100))
                g09 = clip(F(2 * ((f[0] - 100) // 1)), 0, 40)
            else:
                bad, g07 = True, F(0)
        if said.text == "免":
            g08 = F(20)
        else:
            a, b = said.figure(), kept.figure()
            if a and b and all(x[0] >= 0 and x[0].denominator == 1 and not x[1] for x in (a, b)) and b[0] <= a[0]:
                g08 = F(20) * b[0] / a[0] if a[0] else F(0)
            else:
                bad, g08 = True, F(0)
        if bad:
            self.error(member.book, "考核", n)
        return [g06, g07, g08, g09]

    # 积分登记
    def line(self, book, roster, n, r):
        place = self.place(book, "积分登记", n)

        def state(word, effect=None):
            self.entries[place] = {"state": word, "effect": effect or F(0)}

        def fail():
            self.error(book, "积分登记", n)
            state("excluded")

        day = r["日期"].day()
        if day is None:
            return fail()
        q = quarter_of(day)
        if q not in self.quarters:
            self.warn(book, "积分登记", n)
            return state("excluded")
        member = self.who(roster, r)
        number, name = r["项目编号"].text, r["项目名称"].text.split("(")[0]
        names = {**{k: v[0] for k, v in ITEM.items()}, **REGISTER}
        if not number:
            number = next((k for k, v in names.items() if v == name), "")
        if member is None or number not in names or number in COMPUTED or (name and names[number] != name):
            return fail()
        if not member.on_roster(last_day(q)):
            self.warn(book, "积分登记", n)
            return state("excluded")
        if number == "D01":
            member.violation = True
            return state("counted")
        if number == "D02":
            if not r["事由"].text:
                return fail()
            member.aid.add(q)
            return state("counted")
        times, points = r["次数"].figure(), r["分值"].figure()
        if (r["次数"].text and not times) or (r["分值"].text and not points):
            return fail()
        times, points = times[0] if times else F(1), points[0] if points else None
        if times < 1 or times.denominator != 1:
            return fail()
        level = r["级别"].text
        if number == "G10":
            if points is None or not 20 <= points <= 60 or points.denominator != 1 or times != 1:
                return fail()
            worth = points
        elif number == "G11":
            if level not in HONOUR or (points is not None and points != HONOUR[level] * times):
                return fail()
            worth = HONOUR[level]
            if times > 1:
                self.doubled.add(place)
        else:
            price = {"G03": -5, "G04": -2, "G05": 5}[number]
            if points is not None and (points != price * times if price > 0 else abs(points) != -price * times):
                return fail()
            worth = F(price) * times
        objection, outcome = r["异议"].text, r["异议处理结果"].text
        if objection and objection != "无":
            if not outcome:
                self.error(book, "积分登记", n)
                return state("pending")
            if outcome not in ("成立", "不成立"):
                return fail()
            if outcome == "成立":
                self.warn(book, "积分登记", n)
                return state("excluded")
        shown = working_days(r["公示开始日期"].day(), r["公示结束日期"].day()) >= 5
        if not shown:
            self.warn(book, "积分登记", n)
            if number in ("G05", "G10", "G11"):
                return state("pending")
        if member.come and day < member.come or any(x and day > x for x in (member.gone, member.dead)):
            self.warn(book, "积分登记", n)
        member.lines.append((q, number, day, n, worth, r["事由"].text, place))

    def registered(self, member, q, number, room):
        """The sum of an item's lines in a quarter; `room` is what the limit leaves (None: none)."""
        lines = sorted((x for x in member.lines if x[0] == q and x[1] == number), key=lambda x: (x[2], x[3]))
        total = F(0)
        best = {}
        if number == "G11":
            for x in lines:
                if x[5] and (x[5] not in best or x[4] > best[x[5]][4]):
                    best[x[5]] = x
        for x in lines:
            effect, cut = x[4], False
            if number == "G11" and x[5] and best[x[5]] is not x:
                effect, cut = F(0), True
            elif room is not None and abs(total + effect) > room:
                effect = (room - abs(total)) * (1 if effect > 0 else -1)
                cut = True
            total += effect
            self.entries[x[6]] = {"state": "capped" if cut else "counted", "effect": effect}
        return total

    def quarter(self, member, q):
        """Item -> points of one quarter."""
        points = {}
        for number, most in (("G01", 25), ("G02", 35)):
            attended, due = member.att.get((q, number), (0, 0))
            if not member.seen:
                points[number] = F(0)
                if member.on_roster(self.end):
                    self.open_places = True
            else:
                points[number] = F(most) * attended / due if due else F(most)
        points["G03"] = 15 + self.registered(member, q, "G03", F(15))
        points["G04"] = 10 + self.registered(member, q, "G04", F(10))
        points["G05"] = self.registered(member, q, "G05", F(15))
        points["G06"], points["G07"], points["G08"], points["G09"] = self.performance(member, q)
        points["G10"] = self.registered(member, q, "G10", None)
        points["G11"] = self.registered(member, q, "G11", None)
        return points

    def reckon(self):
        for book, settled in self.settled.items():
            if not all(q in settled for q in self.quarters):
                self.open_places = True
        for m in self.members:
            m.counted = m.on_roster(self.end)
            m.due = [q for q in self.quarters if m.on_roster(last_day(q))]
            m.q = {}
            for q in m.due:
                if q not in self.settled[m.book]:
                    continue
                points = self.quarter(m, q)
                blocks = {c: clip(sum(p for i, p in points.items() if ITEM[i][2] == c), 0, 100) for c in CATEGORIES}
                groups = {g: sum(p for i, p in points.items() if ITEM[i][1] == g) for g in GROUPS}
                m.q[q] = (blocks, groups, rounded(sum(WEIGHT[c] * blocks[c] for c in CATEGORIES), 2))
            k = len(m.q)
            m.blocks = {c: sum(x[0][c] for x in m.q.values()) / k for c in CATEGORIES} if k else None
            m.groups = {g: sum(x[1][g] for x in m.q.values()) / k for g in GROUPS} if k else None
            m.score = rounded(sum(WEIGHT[c] * m.blocks[c] for c in CATEGORIES), 2) if k else None
            m.grade, m.contested = None, []
            if m.counted and m.score is not None:
                m.grade = "良好" if m.score >= 75 else "合格" if m.score >= 60 else "不合格"
            m.consequences = []
            for i, q in enumerate(self.quarters):
                if q not in m.q or m.q[q][2] >= 60:
                    continue
                before = self.quarters[i - 1] if i else None
                out = before in m.q and m.q[before][2] < 60 and m.q[q][2] - m.q[before][2] < 5 and q in m.aid
                m.consequences.append(("劝退程序建议" if out else "帮扶") + f"（{q}）")
        # 优秀
        counted = [m for m in self.members if m.counted]
        limit = len(counted) // 10
        able = [m for m in counted if m.score is not None and m.score >= 92 and not m.violation
                and all(rounded(m.blocks[c], 2) >= 60 for c in CATEGORIES)]
        key = lambda m: (m.score, *(rounded(m.blocks[c], 2) for c in ("performance", "base", "reward")))
        awarded, contested, reserved = [], [], 0
        for k in sorted({key(m) for m in able}, reverse=True):
            same = [m for m in able if key(m) == k]
            if len(awarded) + len(same) <= limit:
                awarded += same
            else:
                if len(awarded) < limit:
                    contested, reserved = same, limit - len(awarded)
                break
        for m in awarded:
            m.grade = "优秀"
        for m in contested:
            m.contested = ["优秀"]
        ranked = [m for m in counted if m.score is not None]
        for m in self.members:
            if m in ranked:
                above = [x for x in ranked if x.score > m.score]
                m.rank = {"branch": 1 + sum(x.branch == m.branch for x in above), "township": 1 + len(above)}
            else:
                m.rank = {"branch": None, "township": None}
        self.quota = {"scope": self.name, "level": "优秀", "counted": len(counted), "limit": limit, "candidates": len(able),
                      "awarded": [self.shown(m) for m in awarded], "contested": [self.shown(m) for m in contested], "reserved": reserved}
        self.provisional = bool(self.errors or contested or self.open_places)

    def shown(self, m):
        twins = sum(x.branch == m.branch and x.name == m.name for x in self.members)
        return m.name + (f"（{m.id}）" if twins > 1 else "")

    def result(self):
        members = {}
        for m in self.members:
            d = {"counted": m.counted}
            if m.blocks:
                d["categories"] = {c: show(m.blocks[c]) for c in CATEGORIES}
            d.update(score=show(m.score), grade=m.grade, rank=m.rank)
            if not m.violation:          # whether `veto` names D01 is left open
                d["veto"] = []
            d["contested"] = m.contested
            if m.counted:                # those gone: left open
                d["consequences"] = m.consequences
            if len(self.quarters) == 4 == len(m.q):   # how a quarter that does not count is shown is left open
                d["periods"] = {q: show(x[2]) for q, x in m.q.items()}
            if m.groups:
                d["groups"] = {g: show(x) for g, x in m.groups.items()}
            members[(m.branch + "/" if self.several else "") + self.shown(m)] = d
        out = {"exit": int(self.provisional), "status": "provisional" if self.provisional else "final", "members": members, "quotas": [self.quota],
               "entries": {p: {**({} if p in self.doubled else {"state": e["state"]}), "effect": show(e["effect"])} for p, e in self.entries.items() if p not in self.errors or e["state"] == "pending"}}
        if not self.open_places:
            out["errors"] = sorted(set(self.errors), key=place_key)
        out["warnings"] = sorted(set(self.warnings), key=place_key)
        return out


def place_key(p):
    sheet, _, row = p.rpartition("!")
    return sheet, int(row)


def differences(want, have, path=""):
    if isinstance(want, dict) and isinstance(have, dict):
        for k, v in want.items():
            if k == "no_warnings":
                both = set(v) & set(have["warnings"])
                if both:
                    yield f"{path}/no_warnings: {sorted(both)} stand"
            elif k not in have:
                yield f"{path}/{k}: hand {v!r}, script has none"
            elif k == "warnings":
                if set(v) - set(have[k]):
                    yield f"{path}/warnings: missing {sorted(set(v) - set(have[k]))}"
            elif k in ("errors", "awarded", "contested"):
                if sorted(v) != sorted(have[k]):
                    yield f"{path}/{k}: hand {v}, script {have[k]}"
            else:
                yield from differences(v, have[k], f"{path}/{k}")
    elif isinstance(want, list) and isinstance(have, list) and len(want) == len(have):
        for i, (a, b) in enumerate(zip(want, have)):
            yield from differences(a, b, f"{path}/{i}")
    elif want != have:
        yield f"{path}: hand {want!r}, script {have!r}"


def dump(out):
    """JSON with one line for each member, entry and quota."""
    lines = []
    for k, v in out.items():
        if isinstance(v, dict) and v or isinstance(v, list) and v and isinstance(v[0], dict):
            pairs = [json.dumps(a, ensure_ascii=False) + ": " + json.dumps(b, ensure_ascii=False) for a, b in v.items()] if isinstance(v, dict) \
                else [json.dumps(b, ensure_ascii=False) for b in v]
            o, c = "{}" if isinstance(v, dict) else "[]"
            lines.append(f"  {json.dumps(k)}: {o}\n    " + ",\n    ".join(pairs) + f"\n  {c}")
        else:
            lines.append(f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(args):
    if args[:1] == ["--check"]:
        bad = 0
        for folder in args[1:]:
            want = json.load(open(os.path.join(folder, "expected.json"), encoding="utf-8"))
            for d in differences(want, Township(folder).result()):
                bad += 1
                print(f"{os.path.basename(os.path.normpath(folder))}{d}")
        print(f"{len(args) - 1} folders, {bad} differences")
        return bool(bad)
    if args[:1] == ["--write"]:
        text = dump(Township(args[1]).result())
        with open(os.path.join(args[1], "expected.json"), "w", encoding="utf-8") as f:
            f.write(text)
        return 0
    print(dump(Township(args[0]).result()), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
