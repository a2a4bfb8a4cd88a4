#!/usr/bin/env python3
"""Independent re-computation of 乡镇党员星级积分办法 (township-stars).

    python3 township_stars.py FOLDER [--period 2025] [--programme-start YEAR]
        [--township-name NAME] [--quota-scope branch|township] [--decisions FILE.csv]

Standard library only, exact arithmetic only.  It shares no code and no data model with
the engine that it checks: the tables below were copied by hand from the rulebook.
JSON goes to standard output, remarks about unreadable input to standard error.
"""
import argparse
import csv
import datetime
import io
import json
import os
import posixpath
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from decimal import Context, Decimal
from fractions import Fraction

F = Fraction

# --------------------------------------------------------------------------------------
# The rulebook's numbers
# --------------------------------------------------------------------------------------

NAMES = {
    "J01": "政治学习", "J02": "组织生活", "J03": "党费缴纳", "J04": "志愿服务",
    "Z01": "服务群众办实事", "Z02": "化解矛盾、维护稳定", "Z03": "带头致富、带动群众",
    "Z04": "落实支部急难险重任务", "Z05": "受表彰奖励", "Z06": "承诺践诺",
    "Z07": "建言献策被采纳", "Z08": "见义勇为、抢险救灾",
    "K01": "无故不参加党员大会", "K02": "拖欠党费三个月以上", "K03": "拒不执行支部分配任务",
    "K04": "作风不实，群众反映属实", "K05": "受通报批评", "K06": "侵害群众利益，尚不构成违纪",
    "V01": "受党纪处分", "V02": "因违法受治安管理处罚或刑事处罚",
    "V03": "参加邪教、非法组织或组织非法集体上访",
    "V04": "没有正当理由，连续六个月不参加组织生活，或不交纳党费，或不做党所分配的工作",
}
FIXED = {  # one price each; whether it adds or takes away is settled by ADDS below
    "J03": F(1), "J04": F(3, 2), "Z02": F(2), "Z03": F(5), "Z06": F(2),
    "K01": F(2), "K02": F(3), "K03": F(3),
}
BY_LEVEL = {
    "J01": {"缺学": F(2), "请假补学": F(0)},
    "J02": {"无故缺席": F(3), "请假": F(1, 2)},
    "Z05": {"村级": F(1), "镇级": F(2), "县级": F(5), "市级": F(8), "省级": F(10), "国家级": F(15)},
    "Z07": {"村级": F(1, 2), "镇级": F(1), "县级": F(2)},
    "K05": {"村级": F(2), "镇级": F(3), "县级": F(5)},
}
EMPTY_LEVEL = {"J01": "缺学", "J02": "无故缺席"}
LEVEL_SYNONYMS = {"乡级": "镇级", "乡镇级": "镇级", "镇": "镇级", "区级": "县级"}
ASSESSED = {  # lowest, highest, step
    "Z01": (F(1), F(3), F(1, 2)), "Z04": (F(1), F(5), F(1, 2)), "Z08": (F(5), F(10), F(1)),
    "K04": (F(1), F(5), F(1, 2)), "K06": (F(5), F(10), F(1)),
}
FULL = {"J01": F(20), "J02": F(25), "J03": F(10)}   # 扣起, 扣完为止
YEAR_POINTS = {"J04": F(15), "Z03": F(5)}           # Z03: once a year is 5 points a year
QUARTER_POINTS = {"Z07": F(3)}
QUARTER_TIMES = {"Z06": 3}
ONE_MATTER_ONCE = ("Z05", "K05")

def adds(item):
    return item[0] == "Z" or item == "J04"

STARS = [(100, 5), (90, 4), (80, 3), (75, 2), (70, 1)]              # 以上: the number included
STAR_NAMES = {5: "五星级", 4: "四星级", 3: "三星级", 2: "二星级", 1: "一星级"}
QUOTAS = {1: {5: 5, 4: 10, 3: 15}, 2: {5: 5, 4: 12, 3: 18}, 3: {5: 5, 4: 15, 3: 20}}
CONSEQUENCES = {
    "五星级": ["授牌表彰", "推荐评先评优"], "四星级": ["授牌表彰", "推荐评先评优"],
    "三星级": ["授牌表彰", "推荐评先评优"], "二星级": ["授牌表彰", "推荐评先评优"],
    "一星级": ["授牌表彰", "推荐评先评优"], "未定级": [],
    "无星": ["支部书记教育谈话", "限期整改"], "不合格": ["按规定程序处置"], None: [],
}

def stars_by_points(score):
    return next((stars for least, stars in STARS if score >= least), 0)

def starless_grade(score):
    return "未定级" if score >= 65 else "无星" if score >= 60 else "不合格"

# --------------------------------------------------------------------------------------
# Text, numbers and dates
# --------------------------------------------------------------------------------------

def remark(*words):
    print(*words, file=sys.stderr)

def fold(text):
    """Full-width (and half-width) forms to the ordinary character."""
    out = []
    for ch in text:
        parts = unicodedata.decomposition(ch).split()
        wide = parts and parts[0] in ("<wide>", "<narrow>")
        out.append("".join(chr(int(p, 16)) for p in parts[1:]) if wide else ch)
    return "".join(out)

def squeeze(text):
    """Fold the width and drop every space, line break and zero-width mark."""
    return "".join(ch for ch in fold(text or "") if not ch.isspace() and ch not in "\u200b\ufeff")

def number(text):
    """The exact number written in a cell's text, or None."""
    text = squeeze(text).replace("\u2212", "-")
    if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text, re.ASCII):
        return F(text)
    return None

def number_cell_text(raw):
    """2.6749999999999998 -> 2.675: the shortest decimal of the double, at 15 digits."""
    return plain(Context(prec=15).create_decimal(Decimal(repr(float(raw)))))

def plain(value):
    """No exponent, no trailing zeros, no minus zero."""
    if isinstance(value, Fraction):
        value = Context(prec=60).divide(Decimal(value.numerator), Decimal(value.denominator))
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text

def round2(value):
    """Two places, half away from zero."""
    scaled = (abs(value) * 100 + F(1, 2)).__floor__()
    return F(scaled, 100) * (1 if value >= 0 else -1)

DAY = [r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
       r"(\d{4})/(\d{1,2})/(\d{1,2})", r"(\d{4})年(\d{1,2})月(\d{1,2})日?", r"(\d{4})(\d\d)(\d\d)"]
MONTH = [r"(\d{4})[-./](\d{1,2})", r"(\d{4})年(\d{1,2})月?", r"((?:19|20)\d\d)(\d\d)",
         r"((?:19|20)\d\d)年?"]

def calendar_day(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None

def read_date(cell, date1904, to_the_day=True):
    """A cell of a date column, or None where it holds no date."""
    text = re.sub(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?Z?$", "", fold(cell.text).strip())
    text = squeeze(text).replace("\u2212", "-")
    for pattern in DAY:
        found = re.fullmatch(pattern, text, re.ASCII)
        if found:
            return calendar_day(*found.groups())
    if not to_the_day:              # rosters write 2025.6: the month is enough to compare
        for pattern in MONTH:
            found = re.fullmatch(pattern, text, re.ASCII)
            if found:
                return calendar_day(*(found.groups() + ("1",))[:2], 1)
    value = number(text) if cell.is_number else None
    if value is None or not 1 <= value < 2958466 or (int(value) == 60 and not date1904):
        return None
    days = int(value)
    if date1904:
        return datetime.date(1904, 1, 1) + datetime.timedelta(days)
    return datetime.date(1899, 12, 31 if days < 60 else 30) + datetime.timedelta(days)

# --------------------------------------------------------------------------------------
# Workbooks
# --------------------------------------------------------------------------------------

class Cell:
    def __init__(self, text="", is_number=False):
        self.text, self.is_number = text, is_number

    @property
    def filled(self):
        return squeeze(self.text) != ""

EMPTY = Cell()

def local(element):
    return element.tag.rsplit("}", 1)[-1]

def inside(element, *path):
    """Children by local names, whatever the namespace (transitional or strict)."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if local(child) == name]
    return found

def string_item(element):
    """A plain or rich string, without its phonetic guide."""
    text = "".join(t.text or "" for t in inside(element, "t") + inside(element, "r", "t"))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)

def read_workbook(path):
    """[(sheet name, {row number: {column number: Cell}})], date1904"""
    with zipfile.ZipFile(path) as book:
        parts = {name.lower(): name for name in book.namelist()}
        def xml(name):
            return ET.fromstring(book.read(parts[name.lower()]))
        shared = []
        if "xl/sharedstrings.xml" in parts:
            shared = [string_item(si) for si in inside(xml("xl/sharedStrings.xml"), "si")]
        targets = {r.get("Id"): posixpath.normpath(posixpath.join("/xl", r.get("Target"))).lstrip("/")
                   for r in xml("xl/_rels/workbook.xml.rels")}
        root = xml("xl/workbook.xml")
        date1904 = any(p.get("date1904") in ("1", "true") for p in inside(root, "workbookPr"))
        sheets = []
        for sheet in inside(root, "sheets", "sheet"):
            rid = next(v for k, v in sheet.attrib.items() if k.endswith("}id"))
            if targets[rid].lower() in parts:
                sheets.append((sheet.get("name"), read_rows(xml(targets[rid]), shared)))
        return sheets, date1904

def read_rows(sheet, shared):
    rows, row_no = {}, 0
    for row in inside(sheet, "sheetData", "row"):
        row_no = int(row.get("r") or row_no + 1)
        cells, column = rows.setdefault(row_no, {}), 0
        for c in inside(row, "c"):
            column += 1
            if c.get("r"):
                column = 0
                for letter in re.match(r"[A-Z]+", c.get("r"))[0]:
                    column = column * 26 + ord(letter) - 64
            kind, value = c.get("t", "n"), "".join(v.text or "" for v in inside(c, "v"))
            if kind == "inlineStr":
                cells[column] = Cell("".join(string_item(s) for s in inside(c, "is")))
            elif kind == "s":
                cells[column] = Cell(shared[int(value)] if value.strip() else "")
            elif kind == "n" and value.strip():
                cells[column] = Cell(number_cell_text(value), True)
            else:
                cells[column] = Cell(value)
    return rows

ROSTER_HEADERS = {
    "seq": "序号 顺序号", "id": "编号 党员编号 人员编号", "name": "姓名 党员姓名 名字",
    "sex": "性别", "birth": "出生年月 出生日期 出生时间 出生年月日", "joined": "入党时间 入党日期 入党年月",
    "kind": "党员类别 类别 人员类别", "in": "转入时间 转入日期", "out": "转出时间 转出日期",
    "died": "去世时间 去世日期",
}
LEDGER_HEADERS = {
    "seq": "序号 顺序号", "date": "日期 发生日期 发生时间 时间", "id": "编号 党员编号 人员编号",
    "name": "姓名 党员姓名 名字", "item": "项目编号 项目代码 项目编码 积分项目编号",
    "item_name": "项目名称 项目 积分项目 积分项目名称", "times": "次数 数量 件数",
    "level": "级别 情形 级别或情形", "points": "分值 分数 得分 积分 计分",
    "matter": "事由 具体事由 事项 内容", "verifier": "核实人 核实人员 核实",
    "passed": "党员大会通过日期 党员大会通过时间 支部大会通过日期 大会通过日期 通过日期 党员大会通过",
}

def header_of(rows, words, needed):
    """(row number, {field: column}) of the first row that reads as the table's header."""
    meaning = {word: field for field, ws in words.items() for word in ws.split()}
    for row_no in sorted(rows)[:40]:
        columns = {}
        for column, cell in sorted(rows[row_no].items()):
            word = re.sub(r"\(.*?\)|[*:]", "", squeeze(cell.text))
            if word in meaning:
                columns.setdefault(meaning[word], column)
        if "name" in columns and any(field in columns for field in needed) and len(columns) > 2:
            return row_no, columns
    return None

def find_table(sheets, word, words, needed):
    tables = [(word not in squeeze(name), i, rows, header_of(rows, words, needed))
              for i, (name, rows) in enumerate(sheets)]
    tables = sorted((t for t in tables if t[3]), key=lambda t: t[:2])
    return (tables[0][2], *tables[0][3]) if tables else None

FOOTER = re.compile(r"(合计|小计|总计|共计|注|备注|说明|填表说明|填表人|制表人|记录人|审核人|填报人)(:.*)?")

def data_rows(table, keys):
    """(row number, {field: Cell}) of the rows of data: no blanks, totals, notes, repeated headers."""
    rows, header, columns = table
    for row_no in sorted(rows):
        line = {field: rows[row_no].get(column, EMPTY) for field, column in columns.items()}
        first = next((squeeze(c.text) for _, c in sorted(rows[row_no].items()) if c.filled), "")
        if (row_no > header and any(line[k].filled for k in keys if k in line)
                and not FOOTER.fullmatch(first) and squeeze(line["name"].text) != "姓名"):
            yield row_no, line

FORM = re.compile(r"(\d{4}年度?)?(全体)?(正式)?(党员)?(基本)?(情况|信息)?"
                  r"(花名册|名册|积分登记表|积分登记簿|积分登记册|积分登记|登记表)([(（].*[)）])?$")
TOWNSHIP = re.compile(r"(.{1,12}?(?:镇|乡|街道))(?=.)(?![村社党街])")

def branch_name(tables, township, stem):
    for rows, header, _ in (t for t in tables if t):
        for row_no in (r for r in sorted(rows) if r < header):
            for _, cell in sorted(rows[row_no].items()):
                title = "".join(cell.text.split())
                if not FORM.search(title):
                    continue
                name = re.sub(r"^\d{4}年度?", "", FORM.sub("", title)).removeprefix("中共")
                if township and township in name:
                    name = name.split(township, 1)[1]
                elif not township and TOWNSHIP.match(name):
                    name = name[TOWNSHIP.match(name).end():]
                if name:
                    return name
    return stem

# --------------------------------------------------------------------------------------
# Members and lines
# --------------------------------------------------------------------------------------

class Member:
    def __init__(self, branch, name, seq, own_id):
        self.branch, self.name, self.seq, self.own_id = branch, name, seq, own_id
        self.id = own_id or seq or None
        self.counted, self.lines, self.veto, self.contested = True, [], [], []
        self.namesake, self.rank_branch, self.rank_township = False, None, None

class Line:
    """One row of the ledger; `size` is the unlimited amount, never negative."""
    def __init__(self, row):
        self.row, self.item, self.date, self.level, self.matter = row, None, None, None, ""
        self.size, self.times, self.effect, self.state = F(0), 1, F(0), "counted"

def read_members(branch, table, date1904, last_day):
    members = []
    for row_no, cells in data_rows(table, ["name"]):
        get = lambda field: squeeze(cells.get(field, EMPTY).text)
        member = Member(branch, get("name"), get("seq"), get("id"))
        if any(m.name == member.name and m.id == member.id for m in members):
            remark(f"{branch}: 花名册 row {row_no}: listed twice, {member.name} counts once")
            continue
        dates = {}
        for field in ("in", "out", "died"):
            cell = cells.get(field, EMPTY)
            dates[field] = read_date(cell, date1904, to_the_day=False) if cell.filled else None
            if cell.filled and dates[field] is None:
                remark(f"{branch}: 花名册 row {row_no}: no date in {cell.text!r}, read as empty")
        gone = any(dates[f] and dates[f] <= last_day for f in ("out", "died"))
        member.counted = not gone and not (dates["in"] and dates["in"] > last_day)
        members.append(member)
    for member in members:
        member.namesake = sum(m.name == member.name for m in members) > 1
    return members

def find_member(members, name, ident):
    """The one member that name and 编号 fit together, else None."""
    fits = [m for m in members if name and m.name == name]
    if ident:
        fits = [m for m in fits if ident in (m.seq, m.own_id)]
    return fits[0] if len(fits) == 1 else None

def find_item(code, name):
    """The item that number and name fit together, else None."""
    code = squeeze(code).upper()
    named = next((c for c, n in NAMES.items() if name and squeeze(n) == name), None)
    if not code:
        return named
    if code not in NAMES or (named and named != code):
        return None
    if name and not named and code[0] != "V":   # the rulebook gives vetoes a text, not a name
        return None
    return code

def read_amount(line, text):
    """Fill in times, level and size from the line's cells; False where a cell is in error."""
    times = number(text["times"]) if text["times"] else F(1)
    if times is None or times < 1 or times.denominator != 1:
        return False
    line.times = int(times)
    points = number(text["points"]) if text["points"] else None
    if text["points"] and points is None:
        return False
    if points is not None and not adds(line.item):
        points = abs(points)                    # 3 and -3 both mean three off
    if line.item in ASSESSED:
        least, most, step = ASSESSED[line.item]
        line.size = points
        return (points is not None and least <= points <= most
                and (points / step).denominator == 1 and line.times == 1)
    if line.item in BY_LEVEL:
        level = LEVEL_SYNONYMS.get(text["level"], text["level"]) or EMPTY_LEVEL.get(line.item)
        if level not in BY_LEVEL[line.item]:
            return False
        line.level = level
        price = BY_LEVEL[line.item][level]
    else:
        price = FIXED[line.item]
    line.size = price * line.times
    return points is None or points == line.size

def read_line(row_no, cells, members, date1904, first_day, last_day):
    """(Line, Member or None): the line's state is excluded, pending or (so far) counted."""
    text = {field: squeeze(cells.get(field, EMPTY).text) for field in LEDGER_HEADERS}
    line, member = Line(row_no), find_member(members, text["name"], text["id"])
    item = find_item(text["item"], text["item_name"])
    line.item = item or text["item"] or text["item_name"] or None
    line.date = read_date(cells.get("date", EMPTY), date1904)
    line.matter = text["matter"]
    sound = (line.date is not None and first_day <= line.date <= last_day
             and member is not None and item is not None)
    if sound and item[0] != "V":                # on a veto line the amounts say nothing
        sound = read_amount(line, text)
    if not sound:
        line.state = "excluded"
    elif item[0] == "Z" and not (text["verifier"] and text["passed"]):
        line.state = "pending"
    return line, member

# --------------------------------------------------------------------------------------
# Counting
# --------------------------------------------------------------------------------------

def take_up_to(lines, room):
    """Give each line, in order, what is left of the room; what is cut is capped."""
    for line in lines:
        given = min(line.size, room)
        room -= given
        line.state = "counted" if given == line.size else "capped"
        line.size = given

def apply_limits(item, lines):
    """Limits of one member's one item; lines come by date, then by row."""
    quarters = {}
    for line in lines:
        quarters.setdefault((line.date.month - 1) // 3, []).append(line)
    if item in ONE_MATTER_ONCE:
        matters = {}
        for line in lines:
            matters.setdefault(line.matter or ("no matter", line.row), []).append(line)
        for same in matters.values():
            best = max(same, key=lambda l: BY_LEVEL[item][l.level])   # the first of the highest
            for line in same:
                once = BY_LEVEL[item][line.level] if line is best else F(0)
                line.state = "counted" if once == line.size else "capped"
                line.size = once
    elif item in QUARTER_TIMES:
        for same in quarters.values():
            take_up_to(same, QUARTER_TIMES[item] * FIXED[item])
    elif item in QUARTER_POINTS:
        for same in quarters.values():
            take_up_to(same, QUARTER_POINTS[item])
    elif item in FULL or item in YEAR_POINTS:
        take_up_to(lines, FULL.get(item, YEAR_POINTS.get(item)))
    for line in lines:
        line.effect = line.size if adds(item) else -line.size

def score_member(member):
    counting = [l for l in member.lines if l.state == "counted"]
    member.veto = sorted({l.item for l in counting if l.item[0] == "V"})
    total = {"J": sum(FULL.values(), F(0)), "Z": F(0), "K": F(0)}
    for item in (c for c in NAMES if c[0] != "V"):
        lines = sorted((l for l in counting if l.item == item), key=lambda l: (l.date, l.row))
        apply_limits(item, lines)
        total[item[0]] += sum((l.effect for l in lines), F(0))
    member.base, member.bonus, member.penalty = total["J"], total["Z"], total["K"]
    member.score = round2(member.base + member.bonus + member.penalty)
    member.by_points = stars_by_points(member.score)
    member.stars = 0

def rank(members, attribute):
    ranked = [m for m in members if m.counted]
    for m in ranked:
        setattr(m, attribute, 1 + sum(o.score > m.score for o in ranked))

# --------------------------------------------------------------------------------------
# Quotas and grades
# --------------------------------------------------------------------------------------

def award(members, percents, label, decided):
    """Stars under the quotas of one branch (or township); the quota records."""
    total = sum(m.counted for m in members)
    entitled = [m for m in members if m.counted and not m.veto]
    order = {id(m): i for i, m in enumerate(members)}
    merit = lambda m: (m.score, m.bonus, m.base)
    from_above, records = [], []
    for stars in (5, 4, 3):
        level = STAR_NAMES[stars]
        limit = (total * percents[stars]) // 100
        candidates = from_above + [m for m in entitled if m.by_points == stars]
        left, reserved, awarded, contested = limit, 0, [], []
        for height in sorted({merit(m) for m in candidates}, reverse=True):
            tied = [m for m in candidates if merit(m) == height]
            if len(tied) <= left:
                awarded += tied
                left -= len(tied)
            elif left > 0:
                given = [m for m in tied if decided.get((id(m), level)) is True]
                open_ = [m for m in tied if (id(m), level) not in decided]
                if len(given) > left:
                    remark(f"{level}: the decisions give {len(given)} of {left} places: set aside")
                    given, open_ = [], tied
                if len(given) + len(open_) <= left:
                    given, open_ = given + open_, []
                awarded += given
                contested = open_ if len(given) < left else []
                reserved, left = left - len(given), 0
        for m in awarded:
            m.stars = stars
        for m in contested:
            m.contested.append(level)
        from_above = [m for m in candidates if m not in awarded]
        listed = lambda ms: [label(m) for m in sorted(ms, key=lambda m: order[id(m)])]
        records.append({"level": level, "percent": str(percents[stars]), "limit": limit,
                        "candidates": len(candidates), "awarded": listed(awarded),
                        "contested": listed(contested), "reserved": reserved})
    for m in from_above:
        m.stars = 2
    for m in entitled:
        if m.by_points < 3:
            m.stars = m.by_points
    return records

def grade(member):
    if not member.counted:
        return None
    if member.veto:
        return "不合格"
    return STAR_NAMES[member.stars] if member.stars else starless_grade(member.score)

def read_decisions(path, members):
    """支部, 姓名, 编号, 星级, 决定 (授予 when empty, or 不授予) -> {(member, level): bool}"""
    if not path:
        return {}
    with open(path, "rb") as file:
        raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    decided = {}
    for row in csv.DictReader(io.StringIO(text)):
        row = {squeeze(k): squeeze(v) for k, v in row.items() if isinstance(v, str) and k}
        ident, branch, level = row.get("编号"), row.get("支部"), row.get("星级", "")
        level = level if level.endswith("级") else level + "级"
        fits = [m for m in members if m.name == row.get("姓名")
                and (not branch or squeeze(m.branch) == branch)
                and (not ident or ident in (m.seq, m.own_id))]
        verdict = row.get("决定") or "授予"
        if len(fits) != 1 or level not in STAR_NAMES.values() or verdict not in ("授予", "不授予"):
            remark("a decision fits no one member, level or word:", row)
        else:
            decided[id(fits[0]), level] = verdict == "授予"
    return decided

# --------------------------------------------------------------------------------------

def read_branch(path, relative, township, first_day, last_day):
    sheets, date1904 = read_workbook(path)
    roster = find_table(sheets, "花名册", ROSTER_HEADERS, ["joined", "kind", "birth", "sex", "seq", "id"])
    ledger = find_table(sheets, "积分登记", LEDGER_HEADERS, ["item", "item_name"])
    if not roster:
        remark(f"{relative}: no 花名册, left out")
        return None
    name = branch_name([roster, ledger], township, os.path.splitext(os.path.basename(path))[0])
    branch = {"file": relative, "name": name, "lines": [],
              "members": read_members(name, roster, date1904, last_day)}
    for row_no, cells in data_rows(ledger, ["date", "name", "item", "item_name", "points"]) if ledger else ():
        line, member = read_line(row_no, cells, branch["members"], date1904, first_day, last_day)
        branch["lines"].append(line)
        if member:
            member.lines.append(line)
    for member in branch["members"]:
        score_member(member)
    rank(branch["members"], "rank_branch")
    return branch

def compute(folder, period=2025, programme_start=None, township=None, scope="branch", decisions=None):
    first_day, last_day = datetime.date(period, 1, 1), datetime.date(period, 12, 31)
    percents = QUOTAS[min(3, period - (programme_start or period) + 1)]
    found = []
    for place, _, files in os.walk(folder):
        for file in files:
            if file.lower().endswith(".xlsx") and not file.startswith(("~$", ".")):
                path = os.path.join(place, file)
                if not zipfile.is_zipfile(path):
                    print(f"{file}: no xlsx", file=sys.stderr)
                    continue
                found.append((os.path.relpath(path, folder).replace(os.sep, "/"), path))
    found.sort(key=lambda f: f[0].encode("utf-8"))
    branches = [read_branch(path, relative, township, first_day, last_day) for relative, path in found]
    branches = [b for b in branches if b]
    everyone = [m for b in branches for m in b["members"]]
    rank(everyone, "rank_township")
    decided = read_decisions(decisions, everyone)
    label = lambda m: f"{m.name}（{m.id or ''}）" if m.namesake else m.name
    result = {"branches": []}
    if scope == "township":
        records = award(everyone, percents, lambda m: f"{m.branch} {label(m)}", decided)
        result["quotas"] = [{"scope": township, **record} for record in records]
    for b in branches:
        quotas = award(b["members"], percents, label, decided) if scope == "branch" else []
        counted = [m.score for m in b["members"] if m.counted]
        rows = lambda state: sorted(l.row for l in b["lines"] if l.state == state)
        result["branches"].append({
            "file": b["file"], "name": b["name"], "members_counted": len(counted),
            "mean": plain(round2(sum(counted, F(0)) / len(counted))) if counted else None,
            "members": [show(m) for m in b["members"]], "quotas": quotas,
            "excluded_rows": rows("excluded"), "pending_rows": rows("pending")})
    return result

def show(m):
    return {
        "name": m.name, "id": m.id, "counted": m.counted,
        "base": plain(m.base), "bonus": plain(m.bonus), "penalty": plain(m.penalty),
        "score": plain(m.score), "rank_branch": m.rank_branch, "rank_township": m.rank_township,
        "grade": grade(m), "stars": m.stars, "stars_by_points": m.by_points,
        "contested": m.contested, "veto": m.veto, "consequences": CONSEQUENCES[grade(m)],
        "lines": [{"row": l.row, "item": l.item, "state": l.state, "effect": plain(l.effect)}
                  for l in sorted(m.lines, key=lambda l: l.row)]}

def main(arguments=None):
    parser = argparse.ArgumentParser(description="Re-compute township-stars from workbooks.")
    parser.add_argument("folder")
    parser.add_argument("--period", type=int, default=2025)
    parser.add_argument("--programme-start", type=int)
    parser.add_argument("--township-name")
    parser.add_argument("--quota-scope", choices=["branch", "township"], default="branch")
    parser.add_argument("--decisions", metavar="FILE.csv")
    a = parser.parse_args(arguments)
    if not os.path.isdir(a.folder):
        parser.error(f"no such folder: {a.folder}")
    if a.programme_start is not None and a.programme_start > a.period:
        parser.error("--programme-start is later than the period")
    result = compute(a.folder, a.period, a.programme_start, a.township_name, a.quota_scope, a.decisions)
    sys.stdout.buffer.write((json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))

if __name__ == "__main__":
    main()
