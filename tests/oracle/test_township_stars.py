"""Workbooks built in memory as zip/XML; every expected figure was worked out by hand.

    python3 -m unittest discover -s tests/oracle
"""
import io
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from fractions import Fraction
from xml.sax.saxutils import escape

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import township_stars as ts

ROSTER = ["序号", "姓名", "性别", "出生年月", "入党时间", "党员类别", "编号", "转入时间", "转出时间", "去世时间"]
LEDGER = ["序号", "日期", "登记日期", "编号", "姓名", "项目编号", "项目名称", "次数", "级别", "分值",
          "事由", "佐证材料", "核实人", "党员大会通过日期"]


class Raw(str):
    """A number cell with exactly this text as its <v>."""


def xlsx(sheets, shared=True):
    """sheets: [(name, [[cell, …], …])]; str, int/float/Raw or None; the bytes of a workbook."""
    strings, parts = [], {}
    for n, (_, rows) in enumerate(sheets, 1):
        out = []
        for r, row in enumerate(rows, 1):
            cells = []
            for c, value in enumerate(row):
                ref = f"{chr(65 + c)}{r}"
                if value is None:
                    continue
                if isinstance(value, (int, float, Raw)):
                    cells.append(f'<c r="{ref}"><v>{value}</v></c>')
                elif shared:
                    strings.append(value)
                    cells.append(f'<c r="{ref}" t="s"><v>{len(strings) - 1}</v></c>')
                else:
                    cells.append(f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            out.append(f'<row r="{r}">{"".join(cells)}</row>')
        parts[f"xl/worksheets/sheet{n}.xml"] = f"<worksheet {NS}><sheetData>{''.join(out)}</sheetData></worksheet>"
    entries = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in enumerate(sheets, 1))
    parts["xl/workbook.xml"] = f"<workbook {NS}><sheets>{entries}</sheets></workbook>"
    rels = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{rels}</Relationships>"
    if strings:
        items = "".join(f"<si><r><t>{escape(s)}</t></r><rPh><t>x</t></rPh></si>" for s in strings)
        parts["xl/sharedStrings.xml"] = f"<sst {NS}>{items}</sst>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        for name, text in parts.items():
            book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return data.getvalue()


NS = ('xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
      'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')


def person(seq, name, **more):
    row = [seq, name, "男", "1970-01", "1995-07", "正式"] + [None] * 4
    for header, value in more.items():
        row[ROSTER.index(header)] = value
    return row


def entry(date, name, item, times=None, level=None, points=None, matter=None, ok=True, ident=None, title=None):
    return [None, date, None, ident, name, item, title, times, level, points, matter, None,
            "李核" if ok else None, "2026-01-05" if ok else None]


def book(members, lines, title="清河镇东河村党支部党员花名册", **how):
    return xlsx([("花名册", [[title], ROSTER] + members), ("积分登记", [["积分登记表"], LEDGER] + lines)], **how)


def compute(files, **how):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        return ts.compute(folder, **how)


def one(lines, members=None, **how):
    """The branch of one small workbook; ledger lines begin in row 3."""
    return compute({"a.xlsx": book(members or [person(1, "张三"), person(2, "李四")], lines)}, **how)["branches"][0]


def outcomes(member):
    return [(l["row"], l["state"], l["effect"]) for l in member["lines"]]


def total_of(points):
    """Ledger lines that lift a member without any from 55 to `points`, all by Z01."""
    lines, rest = [], Fraction(points) - 55
    while rest > 0:
        part = rest if rest in (1, Fraction(3, 2), 2, Fraction(5, 2), 3) else Fraction(2)
        lines.append(("Z01", part))
        rest -= part
    return lines


def crowd(points, **more):
    """Members 甲0, 甲1 … with these totals, all by Z01 (so bonus and base tie when totals do)."""
    members = [person(i + 1, f"甲{i}", **more) for i in range(len(points))]
    lines = [entry("2025-02-01", f"甲{i}", item, points=ts.plain(part))
             for i, p in enumerate(points) for item, part in total_of(p)]
    return members, lines


class Reading(unittest.TestCase):
    def test_nothing_recorded(self):
        branch = one([])
        self.assertEqual(branch["name"], "东河村党支部")
        m = branch["members"][0]
        self.assertEqual((m["base"], m["bonus"], m["penalty"], m["score"], m["grade"], m["consequences"]),
                         ("55", "0", "0", "55", "不合格", ["按规定程序处置"]))
        self.assertEqual((m["rank_branch"], branch["mean"], branch["members_counted"]), (1, "55", 2))

    def test_dates_in_every_spelling(self):
        dates = ["2025-03-15", "2025.3.15", "2025年3月15日", "2025/3/15", "20250315", 20250315, 45731,
                 "２０２５．３．１５", " 2025-03-15 00:00:00 ", "2025 年 3 月 15 日"]
        m = one([entry(d, "张三", "K01") for d in dates])["members"][0]
        self.assertEqual(m["penalty"], "-20")

    def test_serials_at_both_ends_of_the_year(self):
        branch = one([entry(d, "张三", "K01") for d in (45657, 45658, 46022, Raw("46022.75"), 46023)])
        self.assertEqual(branch["excluded_rows"], [3, 7])

    def test_dates_that_are_none(self):
        for bad in [None, "2025-02-30", "2025-03", "三月", "3.15", "45731", "2025-3/15"]:
            self.assertEqual(one([entry(bad, "张三", "K01")])["excluded_rows"], [3], bad)

    def test_other_period_is_excluded(self):
        branch = one([entry("2024-12-31", "张三", "K01"), entry("2026-01-01", "张三", "K01"),
                      entry("2025-01-01", "张三", "K01"), entry("2025-12-31", "张三", "K01")])
        self.assertEqual((branch["excluded_rows"], branch["members"][0]["penalty"]), ([3, 4], "-4"))

    def test_full_width_spaces_and_text_numbers(self):
        m = one([entry("2025-03-15", "张　三", "ｋ０１", times="２", points=" －4 ", title="无故不参加 党员大会")])["members"][0]
        self.assertEqual(outcomes(m), [(3, "counted", "-4")])

    def test_inline_strings_columns_in_any_order_and_totals(self):
        roster = [["东河村党员花名册（2025年）"], [None], ["姓 名", "序　号", "入党时间"], ["张三", 1, "1999"], ["合计", 1, None]]
        ledger = [["分值（分）", "项目编号", "姓名", "日期"], [None, "K01", "张三", 45731], [None] * 4, ["合计", None, "1条", None]]
        branch = compute({"b.xlsx": xlsx([("积分登记", ledger), ("花名册", roster)], shared=False)})["branches"][0]
        self.assertEqual((branch["name"], [m["name"] for m in branch["members"]]), ("东河村", ["张三"]))
        self.assertEqual((branch["members"][0]["penalty"], branch["excluded_rows"]), ("-2", []))

    def test_doubles(self):
        self.assertEqual(ts.number_cell_text("2.6749999999999998"), "2.675")
        self.assertEqual(ts.number_cell_text("1E2"), "100")
        m = one([entry("2025-03-15", "张三", "Z01", points=Raw("2.5000000000000004"))])["members"][0]
        self.assertEqual(m["bonus"], "2.5")

    def test_rounding(self):
        self.assertEqual([ts.plain(ts.round2(Fraction(x, 1000))) for x in (2675, 2674, -2675, -4, 5)],
                         ["2.68", "2.67", "-2.68", "0", "0.01"])

    def test_branch_names(self):
        for title, township, name in [
                ("清河镇东河村党支部党员花名册", None, "东河村党支部"), ("2025年清河镇 东河村党支部花名册", "清河镇", "东河村党支部"),
                ("中共清河镇东河村党支部2025年度党员花名册", None, "东河村党支部"), ("古镇村党支部党员花名册", None, "古镇村党支部"),
                ("党员花名册", None, "stem"), ("清河乡古镇村党支部党员花名册", "清河乡", "古镇村党支部")]:
            self.assertEqual(compute({"stem.xlsx": book([person(1, "张三")], [], title)},
                                     township=township)["branches"][0]["name"], name)


class Errors(unittest.TestCase):
    def test_each_excludes_its_line(self):
        day = "2025-03-15"
        bad = [entry(day, "王五", "K01"), entry(day, None, "K01"), entry(day, "张三", "K01", ident="2"),
               entry(day, "张三", "K09"), entry(day, "张三", None), entry(day, "张三", "K01", title="政治学习"),
               entry(day, "张三", None, title="无故不参加大会"), entry(day, "张三", "K01", times="1.5"),
               entry(day, "张三", "K01", times=0), entry(day, "张三", "K01", times="两次"),
               entry(day, "张三", "Z05"), entry(day, "张三", "K05", level="市级"), entry(day, "张三", "J01", level="迟到"),
               entry(day, "张三", "K01", times=2, points=2), entry(day, "张三", "Z02", points=-2),
               entry(day, "张三", "J04", points="-1.5"), entry(day, "张三", "Z01"), entry(day, "张三", "Z01", points=3.5),
               entry(day, "张三", "Z01", points="1.25"), entry(day, "张三", "Z01", points=-2),
               entry(day, "张三", "Z01", times=2, points=2), entry(day, "张三", "K06", points="5.5"),
               entry(day, "张三", "K04", points="-5.5"), entry(day, "张三", "K01", points="二分")]
        branch = one(bad)
        self.assertEqual(branch["excluded_rows"], list(range(3, 3 + len(bad))))
        self.assertEqual(branch["members"][0]["score"], "55")
        self.assertTrue(all(l["effect"] == "0" for l in branch["members"][0]["lines"]))

    def test_good_forms(self):
        day = "2025-03-15"
        m = one([entry(day, "张三", None, title="无故不参加党员大会", points=-2), entry(day, "张三", "K04", points=-1.5),
                 entry(day, "张三", "K02", times=4, points=12), entry(day, "张三", "Z07", level="乡镇级"),
                 entry(day, "张三", "Z05", level="区级"), entry(day, "张三", "K01", level="村级"),
                 entry(day, "张三", "K01", ident=1)])["members"][0]
        self.assertEqual([e for _, _, e in outcomes(m)], ["-2", "-1.5", "-12", "1", "5", "-2", "-2"])

    def test_namesakes(self):
        members = [person(1, "张三", 编号="A1"), person(2, "张三", 编号="A2"), person(3, "李四")]
        branch = one([entry("2025-03-15", "张三", "K01"), entry("2025-03-15", "张三", "K01", ident="A2"),
                      entry("2025-03-15", "张三", "K01", ident=2)], members)
        self.assertEqual([m["penalty"] for m in branch["members"]], ["0", "-4", "0"])
        self.assertEqual((branch["excluded_rows"], branch["members"][1]["id"]), ([3], "A2"))


class Counting(unittest.TestCase):
    def test_base_from_full_until_nothing_is_left(self):
        m = one([entry("2025-05-01", "张三", "J01", times=6), entry("2025-04-01", "张三", "J01", times=5),
                 entry("2025-06-01", "张三", "J01"), entry("2025-07-01", "张三", "J01", level="请假补学"),
                 entry("2025-01-01", "张三", "J02"), entry("2025-01-01", "张三", "J02", times=3, level="请假"),
                 entry("2025-01-01", "张三", "J03", times=12, points=-12)])["members"][0]
        self.assertEqual(outcomes(m), [(3, "capped", "-10"), (4, "counted", "-10"), (5, "capped", "0"), (6, "counted", "0"),
                                       (7, "counted", "-3"), (8, "counted", "-1.5"), (9, "capped", "-10")])
        self.assertEqual(m["base"], "20.5")

    def test_volunteering_up_to_fifteen(self):
        m = one([entry("2025-05-01", "张三", "J04", times=9), entry("2025-06-01", "张三", "J04", times=4, ok=False)])["members"][0]
        self.assertEqual(outcomes(m), [(3, "counted", "13.5"), (4, "capped", "1.5")])
        self.assertEqual(m["score"], "70")

    def test_once_a_year_and_by_quarter(self):
        m = one([entry("2025-05-01", "张三", "Z03", times=2), entry("2025-04-01", "张三", "Z03"),
                 entry("2025-03-31", "张三", "Z06", times=4), entry("2025-04-01", "张三", "Z06", times=2),
                 entry("2025-06-30", "张三", "Z06", times=2), entry("2025-07-01", "张三", "Z07", level="县级"),
                 entry("2025-07-02", "张三", "Z07", level="县级"), entry("2025-10-01", "张三", "Z07", level="村级", times=2)])["members"][0]
        self.assertEqual(outcomes(m), [(3, "capped", "0"), (4, "counted", "5"), (5, "capped", "6"), (6, "counted", "4"),
                                       (7, "capped", "2"), (8, "counted", "2"), (9, "capped", "1"), (10, "counted", "1")])

    def test_same_matter_once_at_its_highest_level(self):
        m = one([entry("2025-02-01", "张三", "Z05", level="镇级", matter="抗旱 先进"), entry("2025-09-01", "张三", "Z05", level="县级", matter="抗旱先进"),
                 entry("2025-10-01", "张三", "Z05", level="省级", matter="抗旱先进", ok=False), entry("2025-10-01", "张三", "Z05", level="村级"),
                 entry("2025-10-01", "张三", "Z05", level="村级", times=2), entry("2025-11-01", "张三", "Z05", level="县级", matter="抗旱先进"),
                 entry("2025-10-01", "张三", "K05", level="镇级", matter="抗旱先进")])["members"][0]
        self.assertEqual(outcomes(m), [(3, "capped", "0"), (4, "counted", "5"), (5, "pending", "0"), (6, "counted", "1"),
                                       (7, "capped", "1"), (8, "capped", "0"), (9, "counted", "-3")])

    def test_pending_takes_no_place(self):
        branch = one([entry("2025-01-01", "张三", "Z03", ok=False), entry("2025-02-01", "张三", "Z03"),
                      entry("2025-02-01", "张三", "K01", ok=False)])
        self.assertEqual((branch["pending_rows"], branch["members"][0]["bonus"], branch["members"][0]["penalty"]), ([3], "5", "-2"))

    def test_either_step_of_the_procedure_missing(self):
        lines = [entry("2025-02-01", "张三", "Z02") for _ in range(3)]
        lines[0][-2] = lines[1][-1] = None
        self.assertEqual(one(lines)["pending_rows"], [3, 4])

    def test_veto(self):
        members, lines = crowd([100, 99])
        lines += [entry("2025-02-01", "甲0", "V02", times="x", points="y", level="z", ok=False), entry("2025-03-01", "甲0", "V01")]
        m = one(lines, members)["members"][0]
        self.assertEqual((m["veto"], m["grade"], m["stars"], m["stars_by_points"], m["rank_branch"], m["score"]),
                         (["V01", "V02"], "不合格", 0, 5, 1, "100"))


class Quotas(unittest.TestCase):
    def test_grades(self):
        points = [75, 70, "69.5", 65, "64.5", 60, "59.5"]
        grades = [m["grade"] for m in one(crowd(points)[1], crowd(points)[0])["members"]]
        self.assertEqual(grades, ["二星级", "一星级", "未定级", "未定级", "无星", "无星", "不合格"])

    def test_limit_is_floored_and_all_cascade(self):
        members, lines = crowd([101, 100] + [55] * 17)          # 19: 0, 1, 2
        branch = one(lines, members)
        self.assertEqual([q["limit"] for q in branch["quotas"]], [0, 1, 2])
        self.assertEqual([m["stars"] for m in branch["members"][:2]], [4, 3])
        self.assertEqual([q["candidates"] for q in branch["quotas"]], [2, 2, 1])

    def test_programme_year(self):
        members, lines = crowd([55] * 20)
        limits = lambda **how: [q["percent"] for q in one(lines, members, **how)["quotas"]]
        self.assertEqual([limits(), limits(programme_start=2024), limits(programme_start=2020)],
                         [["5", "10", "15"], ["5", "12", "18"], ["5", "15", "20"]])

    def test_contested_is_reserved_and_cascades(self):
        members, lines = crowd([105, 105, 101, 91] + [55] * 16)  # 20: 1, 2, 3
        branch = one(lines, members)
        self.assertEqual([m["stars"] for m in branch["members"][:4]], [4, 4, 3, 3])
        self.assertEqual([m["contested"] for m in branch["members"][:4]], [["五星级"], ["五星级"], [], []])
        five, four, three = branch["quotas"]
        self.assertEqual((five["awarded"], five["contested"], five["reserved"]), ([], ["甲0", "甲1"], 1))
        self.assertEqual((four["awarded"], four["reserved"], three["awarded"]), (["甲0", "甲1"], 0, ["甲2", "甲3"]))

    def test_contested_twice_then_two_stars(self):
        members, lines = crowd([105] * 4 + [55] * 16)
        branch = one(lines, members)
        self.assertEqual({(m["stars"], tuple(m["contested"])) for m in branch["members"][:4]},
                         {(2, ("五星级", "四星级", "三星级"))})
        self.assertEqual([q["reserved"] for q in branch["quotas"]], [1, 2, 3])

    def test_tie_is_broken_by_bonus_then_base(self):
        members, lines = crowd([103, 105] + [55] * 18)
        lines += [entry("2025-02-01", "甲1", "K01")]   # 103 both, 甲1 has more bonus
        branch = one(lines, members)
        self.assertEqual([(m["score"], m["rank_branch"], m["stars"]) for m in branch["members"][:2]], [("103", 1, 4), ("103", 1, 5)])

    def test_a_decision_settles_a_tie(self):
        members, lines = crowd([105, 105, 101] + [55] * 17)
        with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8-sig") as file:
            file.write("支部,姓名,编号,星级,决定\n东河村党支部,甲1,,五星级,授予\n")
            file.flush()
            branch = one(lines, members, decisions=file.name)
        self.assertEqual([(m["stars"], m["contested"]) for m in branch["members"][:3]], [(4, []), (5, []), (4, [])])

    def test_transfers(self):
        members = [person(1, "甲"), person(2, "乙", 转出时间="2025-12-31"), person(3, "丙", 转入时间="2026-01-01"),
                   person(4, "丁", 去世时间=45731), person(5, "戊", 转出时间="2026.1.1"), person(6, "己", 转入时间="2025年12月")]
        branch = one([entry("2025-03-15", "乙", "J04", times=10)], members)
        self.assertEqual([m["counted"] for m in branch["members"]], [True, False, False, False, True, True])
        gone = branch["members"][1]
        self.assertEqual((gone["score"], gone["grade"], gone["rank_branch"], gone["stars"], gone["stars_by_points"], gone["consequences"]),
                         ("70", None, None, 0, 1, []))
        self.assertEqual((branch["members_counted"], branch["mean"]), (3, "55"))

    def test_township_scope_and_ranks(self):
        a, b = crowd([101] + [55] * 9), crowd([103] + [55] * 9)
        files = {"b.xlsx": book(*b, "清河镇乙党支部花名册"), "a.xlsx": book(*a, "清河镇甲党支部花名册")}
        result = compute(files, scope="township", township="清河镇")
        self.assertEqual([x["file"] for x in result["branches"]], ["a.xlsx", "b.xlsx"])
        self.assertEqual([q["awarded"] for q in result["quotas"]], [["乙党支部 甲0"], ["甲党支部 甲0"], []])
        first = [x["members"][0] for x in result["branches"]]
        self.assertEqual([(m["rank_branch"], m["rank_township"]) for m in first], [(1, 2), (1, 1)])
        self.assertEqual(result["branches"][0]["members"][1]["rank_township"], 3)


class CommandLine(unittest.TestCase):
    def test_programme_start_after_the_period(self):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([sys.executable, ts.__file__, folder, "--programme-start", "2026"], capture_output=True)
            self.assertEqual(run.returncode, 2)
            run = subprocess.run([sys.executable, ts.__file__, folder], capture_output=True)
            self.assertEqual((run.returncode, run.stdout.decode()), (0, '{\n "branches": []\n}\n'))


if __name__ == "__main__":
    unittest.main()
