#!/usr/bin/env python3
"""Writes sample/: three branches, a full year, most of it right and some of it wrong.

Deterministic: one seed, no clock. All names are invented. Run `reckon.py --write sample` afterwards.
"""
import datetime
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
RANDOM = random.Random(20250101)
DAY = datetime.date
YEAR = 2025
QUARTERS = [f"{YEAR}Q{i}" for i in (1, 2, 3, 4)]
ITEM = {"G01": "政治理论学习", "G03": "党费缴纳", "G04": "遵纪守法", "G05": "服务群众", "G06": "在线考试", "G07": "岗位年度目标任务", "G09": "超额完成任务",
        "G10": "见义勇为、重大贡献", "G11": "获得荣誉表彰", "D01": "违纪记录", "D02": "帮扶登记"}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = ("伟 芳 娜 敏 静 强 磊 洋 勇 艳 杰 娟 涛 明 超 秀兰 建国 建华 志强 海燕 晓东 文博 玉梅 春生 立新 国栋 丽华 红梅 振宇 思远 雅琴 家豪 永福 淑珍 "
         "德胜 佳怡 子轩 桂英 长青 小红").split()
REASONS = ("社区义诊", "清扫广场", "走访困难职工", "防汛值守", "义务献血", "结对助学", "文明交通劝导", "设备义务检修", "图书捐赠", "关爱老人", "安全宣讲", "植树护绿", "矛盾调解", "送教上门")


def quarter(d):
    return f"{d.year}Q{(d.month + 2) // 3}"


def last_day(q):
    k = int(q[5])
    return DAY(YEAR, 3 * k, 31 if k in (1, 4) else 30)


class Member:
    def __init__(self, no, name, **k):
        self.no, self.name = no, name
        self.dept = self.committee = ""
        self.kind, self.joined = "正式党员", DAY(2000 + no, 7, 1)
        self.come = self.gone = self.dead = None
        self.star = None
        self.poor = {}          # quarter -> (exam, rate, promised, kept)
        self.__dict__.update(k)

    def here(self, d):
        return not (self.come and self.come > d) and not any(x and x <= d for x in (self.gone, self.dead))

    def due(self, q):
        return self.here(last_day(q))


def names(n, taken=()):
    out = []
    while len(out) < n:
        name = RANDOM.choice(SURNAMES) + RANDOM.choice(GIVEN)
        if name not in out and name not in taken:
            out.append(name)
    return out


def weekday(d):
    while d.weekday() > 4:
        d += datetime.timedelta(1)
    return d


def shown(d):
    """Five working days of publicity, from the Monday a week after the deed or later."""
    start = d + datetime.timedelta(7)
    while start.weekday():
        start += datetime.timedelta(1)
    return start, start + datetime.timedelta(4)


class Branch:
    def __init__(self, name, file, members, depts, numbers=False):
        self.name, self.file, self.members, self.numbers = name, file, members, numbers
        for i, m in enumerate(members):
            m.dept = "" if i == 8 else depts[i % len(depts)]     # one without 部门: 未填部门
        self.lines, self.att_wrong, self.assess_wrong, self.twice = [], {}, {}, set()
        self.serial = 0

    # ---- 积分登记
    def put(self, date, who, item, n="", level="", points="", why=None, pub="auto", objection="无", outcome="", name=None, number=None):
        self.serial += 1
        m = who if isinstance(who, Member) else None
        if why is None:
            why = f"{RANDOM.choice(REASONS)}（{self.serial}）"
        if pub == "auto":
            pub = shown(date) if isinstance(date, DAY) else shown(DAY(YEAR, 5, 8))
        if item in ("D01", "D02"):
            pub, objection = ("", ""), ""
        order = date if isinstance(date, DAY) else DAY(YEAR, 5, 8)
        self.lines.append((order, self.serial, [date, m.name if m else who, (m.no if m else "") if number is None else number, item, ITEM.get(item, "") if name is None else name,
                                                n, level, points, why, "", pub[0], pub[1], objection, outcome]))

    def ordinary(self, count):
        for _ in range(count):
            m = RANDOM.choice([x for x in self.members if not x.star and not x.dead and not x.gone])
            d = weekday(DAY(YEAR, RANDOM.randint(1, 12), RANDOM.randint(2, 8)))
            if not m.due(quarter(d)) or (m.come and d < m.come):
                continue
            kind = RANDOM.choices(("G05", "G03", "G04", "G10", "G11"), (60, 12, 14, 4, 10))[0]
            if kind == "G05":
                k = RANDOM.choice((1, 1, 1, 2, 3, 4))
                self.put(d, m, kind, k, points=RANDOM.choice(("", 5 * k)))
            elif kind == "G03":
                k = RANDOM.choice((1, 1, 2, 3, 4))
                self.put(d, m, kind, k, points=RANDOM.choice(("", 5 * k, -5 * k)), why=f"逾期交纳党费（{self.serial}）")
            elif kind == "G04":
                k = RANDOM.choice((1, 1, 2, 6))
                self.put(d, m, kind, k, points=RANDOM.choice(("", -2 * k)), why=f"违反劳动纪律（{self.serial}）")
            elif kind == "G10":
                self.put(d, m, kind, 1, points=RANDOM.randint(20, 60), why=f"抢险救灾（{self.serial}）")
            else:
                self.put(d, m, kind, "", RANDOM.choice(("公司级", "公司级", "市级", "省级")), why=f"先进个人（{self.serial}）")

    def star(self, m, gifts):
        """Everything full; gifts: for each quarter a list of (item, level or points)."""
        for i in range(4):
            self.put(weekday(DAY(YEAR, 3 * i + 1, 6)), m, "G05", 3, points=15)
            for j, (item, what) in enumerate(gifts[i]):
                d = weekday(DAY(YEAR, 3 * i + 2, 3 + j))
                if item == "G10":
                    self.put(d, m, item, 1, points=what, why=f"重大技术攻关（{self.serial}）")
                else:
                    self.put(d, m, item, "", what, why=f"劳动模范（{self.serial}）")

    # ---- the sheets
    def write(self, folder, meetings):
        t = f"清河镇{self.name}{YEAR}年党员"
        out = ["--- sheet 花名册", t + "花名册", "序号 | 姓名 | 部门 | 支委 | 党员类型 | 入党时间 | 转入时间 | 转出时间 | 去世时间"]
        for m in self.members:
            out.append(row(m.no, m.name, m.dept, m.committee, m.kind, m.joined, m.come, m.gone, m.dead))
        number = ["编号"] if self.numbers else []
        out += ["", "--- sheet 积分登记", t + "积分登记表", row("序号", "日期", "姓名", *number, "项目编号", "项目名称", "次数", "级别", "分值", "事由", "佐证", "公示开始日期", "公示结束日期", "异议", "异议处理结果")]
        for i, (_, _, cells) in enumerate(sorted(self.lines, key=lambda x: x[:2]), 1):
            out.append(row(i, *(cells if self.numbers else cells[:2] + cells[3:])))
        out += ["", "--- sheet 出勤", t + "出勤表", row("序号", "姓名", *number, *[d for d, _ in meetings]), row("^", "^", *["^"] * len(number), *[k for _, k in meetings])]
        for m in self.members:
            if not any(m.here(d) for d, _ in meetings if d):
                continue
            marks = []
            for i, (d, kind) in enumerate(meetings):
                mark = RANDOM.choices("√×△—", (88, 4, 5, 3))[0]
                if m.poor and d and quarter(d) in m.poor:
                    mark = RANDOM.choices("√×△—", (50, 35, 12, 3))[0]
                if m.star:
                    mark = "√"
                if kind == "支委会" and not m.committee:
                    mark = ""
                if d and not m.here(d):
                    mark = ""
                marks.append(self.att_wrong.get((m.name, i), mark))
            out.append(row(m.no, m.name, *([m.no] if self.numbers else []), *marks))
        out += ["", "--- sheet 考核", t + "考核表", row("序号", "姓名", *number, "季度", "考试成绩", "完成率（%）", "承诺件数", "兑现件数")]
        n = 0
        for q in QUARTERS:
            for m in self.members:
                if not m.due(q):
                    continue
                promised = RANDOM.randint(2, 7)
                figures = [RANDOM.randint(60, 100), RANDOM.choice((RANDOM.randint(70, 99), 100, 100, RANDOM.randint(100, 112), round(RANDOM.uniform(80, 110), 1))),
                           promised, RANDOM.choice((promised, promised, promised - 1))]
                if m.star:
                    figures = [m.star, 120, 4, 4]
                elif q in m.poor:
                    figures = list(m.poor[q])
                for column, value in self.assess_wrong.get((m.name, q), {}).items():
                    figures[column] = value
                for _ in range(2 if (m.name, q) in self.twice else 1):
                    n += 1
                    out.append(row(n, m.name, *([m.no] if self.numbers else []), q, *figures))
        with open(os.path.join(folder, self.file + ".txt"), "w", encoding="utf-8") as f:
            f.write("\n".join(out) + "\n")


def row(*cells):
    cells = ["" if c is None else str(c) for c in cells]
    while cells and cells[-1] == "":
        cells.pop()
    return " | ".join(cells)


def calendar(shift, groups=True):
    out = []
    for i in range(4):
        month = lambda k: 3 * i + k
        for k in (1, 2, 3):
            out.append((weekday(DAY(YEAR, month(k), 9 + shift)), "学习"))
            out.append((weekday(DAY(YEAR, month(k), 14 + shift)), "支委会"))
            if groups:
                out.append((weekday(DAY(YEAR, month(k), 18 + shift)), "党小组会"))
        out.append((weekday(DAY(YEAR, month(2), 22 + shift)), "支部党员大会"))
        out.append((weekday(DAY(YEAR, month(3), 22 + shift)), "党课"))
    return sorted(out)


def main():
    folder = os.path.join(HERE, "sample")
    os.makedirs(folder, exist_ok=True)
    east = [Member(i, n) for i, n in enumerate(names(20), 1)]
    west = [Member(i, n) for i, n in enumerate(names(18), 1)]
    office = [Member(i, n) for i, n in enumerate(names(24), 1)]
    west[5].name = east[5].name = "王建国"                  # namesakes of two branches
    office[6].name = office[13].name = "李敏"               # namesakes of one branch, told apart by 编号
    a = Branch("东河厂党支部", "东河厂", east, ("一车间", "二车间", "质检科"))
    b = Branch("西河厂党支部", "西河厂", west, ("铸造车间", "动力车间"))
    c = Branch("机关党支部", "机关", office, ("办公室", "人力资源部", "财务部", "法务部"), numbers=True)
    for branch, who in ((a, (0, 3, 4)), (b, (0, 2, 3)), (c, (0, 1, 4, 5, 6))):
        for i in who:
            branch.members[i].committee = "是"
    east[15].kind = west[14].kind = office[19].kind = "预备党员"
    # come and gone
    east[18].gone, east[19].come = DAY(YEAR, 8, 31), DAY(YEAR, 5, 20)
    west[16].dead, west[17].come = DAY(YEAR, 11, 3), DAY(YEAR, 9, 30)
    office[20].gone, office[21].gone, office[22].come, office[23].gone = DAY(YEAR, 2, 15), DAY(YEAR, 12, 31), DAY(YEAR + 1, 1, 10), DAY(YEAR + 1, 1, 5)
    # 优秀: five places; four clear ones, two alike in everything for the fifth, one violator, some below
    for m, exam in ((east[0], 100), (office[0], 98), (west[0], 97), (office[1], 96), (office[2], 99)):
        m.star = exam
    for m in (east[1], west[1]):
        m.star = 92
    east[2].star, office[3].star = 80, 95
    rich = [[("G11", "市级"), ("G10", 30)], [("G11", "国家级")], [("G10", 60)], [("G11", "省级")]]
    for branch, m in ((a, east[0]), (c, office[0]), (b, west[0]), (c, office[1]), (c, office[2])):
        branch.star(m, rich)
    for branch, m in ((a, east[1]), (b, west[1])):
        branch.star(m, [[("G11", "市级")], [("G10", 40)], [("G11", "公司级")], [("G10", 20)]])
    a.star(east[2], [[("G11", "公司级")]] * 4)
    c.star(office[3], [[("G11", "公司级")], [("G11", "公司级")], [("G11", "公司级")], []])      # reward 55: under 60
    c.put(DAY(YEAR, 6, 10), office[2], "D01", why="党内警告")
    b.put(DAY(YEAR, 9, 2), west[7], "D01", why="行政记过")
    # failing quarters and aid
    low = (40, 15, 5, 0)
    east[10].poor = {"2025Q1": low, "2025Q2": (50, 15, 5, 0)}
    east[11].poor = {"2025Q2": low, "2025Q3": (60, 30, 5, 2)}
    east[12].poor = {"2025Q3": low}
    west[10].poor = {"2025Q1": low, "2025Q2": low, "2025Q3": (45, 18, 5, 0)}
    west[11].poor = {"2025Q1": low, "2025Q2": low}
    office[15].poor = {"2025Q4": low}
    office[16].poor = {q: low for q in QUARTERS}
    for branch, m, months in ((a, east[10], (4,)), (a, east[11], (8,)), (a, east[12], (12,)), (b, west[10], (5, 7, 10)), (c, office[16], (4, 11))):
        for month in months:
            branch.put(weekday(DAY(YEAR, month, 12)), m, "D02", why="帮扶人：" + branch.members[3].name)
    for branch, count in ((a, 60), (b, 55), (c, 75)):
        branch.ordinary(count)
    # one 事由 at several levels, the same deed under two items, the limits
    a.put(DAY(YEAR, 5, 6), east[6], "G11", "", "公司级", why="技能大赛")
    a.put(DAY(YEAR, 6, 3), east[6], "G11", 2, "市级", why="技能 大赛")
    b.put(DAY(YEAR, 8, 5), west[6], "G11", "", "省级", 60, why="质量管理奖")
    b.put(DAY(YEAR, 8, 6), west[6], "G10", 1, points=25, why="质量管理奖")
    c.put(DAY(YEAR, 3, 4), office[7], "G05", 4, points=20)
    # wrong lines
    a.put("", east[7], "G05", 1)
    a.put("'2025-06-31", east[7], "G05", 1)
    a.put(DAY(YEAR, 7, 8), east[8], "G05", 0)
    a.put(DAY(YEAR, 7, 9), east[8], "G05", 2, points=5)
    a.put(DAY(YEAR, 9, 3), east[9], "G05", 1, name="遵纪守法")
    a.put(DAY(YEAR, 9, 4), "欧阳明月", "G05", 1)
    a.put(DAY(YEAR, 5, 7), east[13], "G11", "", "")
    a.put(DAY(YEAR, 5, 8), east[13], "G10", 1, points=80, why="抗洪")
    a.put(DAY(YEAR, 2, 6), east[14], "G01", 1, points=5)
    b.put(DAY(YEAR, 2, 6), west[8], "G05", 1, objection="有")
    b.put(DAY(YEAR, 2, 7), west[8], "G04", 1, objection="有")
    b.put(DAY(YEAR, 4, 2), west[9], "G05", 1, objection="有", outcome="待议")
    b.put(DAY(YEAR, 7, 3), west[11], "D02", why="")
    b.put(DAY(YEAR, 8, 7), west[12], "G10", 2, points=40, why="救火")
    b.put(DAY(YEAR, 8, 8), west[12], "G11", "", "区级", why="区先进")
    b.put(DAY(YEAR, 10, 9), west[13], "G09", 1, points=10)
    c.put(DAY(YEAR, 3, 5), office[6], "G05", 1, number="")             # 李敏 without 编号
    c.put(DAY(YEAR, 3, 6), office[6], "G05", 1, number=9)              # 编号 and name disagree
    c.put(DAY(YEAR, 5, 9), office[9], "G05", 1.5)
    c.put(DAY(YEAR, 5, 12), office[9], "G10", 1, points=30.5, why="抢修")
    c.put(DAY(YEAR, 5, 13), office[10], "G05", 1, points=-5)
    c.put(DAY(YEAR, 5, 14), office[10], "G77", 1, name="")
    c.put(DAY(YEAR, 11, 4), office[11], "G06", 1, points=20)
    # waiting, excluded, warned of
    a.put(DAY(YEAR, 3, 3), east[16], "G05", 2, pub=(DAY(YEAR, 3, 10), DAY(YEAR, 3, 13)))
    a.put(DAY(YEAR, 3, 4), east[16], "G03", 1, pub=("", ""))
    a.put(DAY(YEAR, 7, 15), east[18], "G05", 1)                        # a quarter that does not count for him
    a.put(DAY(YEAR, 3, 5), east[19], "G05", 1)
    a.put(DAY(YEAR, 4, 10), east[19], "G05", 1)                        # before he came, in a quarter that counts
    a.put(DAY(YEAR - 1, 12, 30), east[17], "G05", 1)
    b.put(DAY(YEAR, 9, 4), west[13], "G11", "", "市级", why="岗位能手", pub=(DAY(YEAR, 9, 12), DAY(YEAR, 9, 17)))
    b.put(DAY(YEAR, 9, 5), west[14], "G05", 1, objection="有", outcome="成立")
    b.put(DAY(YEAR, 9, 8), west[15], "G05", 1, objection="有", outcome="不成立")
    b.put(DAY(YEAR, 9, 9), west[15], "G04", 1, objection="有", outcome="成立", why="误记")
    b.put(DAY(YEAR, 4, 28), west[4], "G05", 1, pub=(DAY(YEAR, 4, 30), DAY(YEAR, 5, 6)))     # five working days across a holiday
    b.put(DAY(YEAR + 1, 1, 4), west[4], "G05", 1)
    c.put(DAY(YEAR, 10, 14), office[12], "G05", 1, why="义务讲解")
    c.put(DAY(YEAR, 10, 14), office[12], "G05", 1, why="义务讲解")
    c.put(DAY(YEAR, 2, 4), office[14], "G05", 1, pub=(DAY(YEAR, 2, 8), DAY(YEAR, 2, 13)))   # begins on a shifted working Saturday
    c.put(DAY(YEAR, 6, 4), office[17], "G04", 1, pub=(DAY(YEAR, 6, 9), ""))
    c.put(DAY(YEAR, 11, 5), office[21], "G05", 1)
    c.put(DAY(YEAR, 8, 4), office[13], "G05", 2)
    c.put(DAY(YEAR, 8, 5), office[6], "G04", 1)
    # 出勤
    ma, mb, mc = calendar(0), calendar(1, groups=False), calendar(-1)
    ma.insert(5, (DAY(YEAR, 2, 28), "主题党日"))
    mb.append((DAY(YEAR + 1, 1, 6), "学习"))
    mc.append((None, "党课"))
    a.att_wrong = {(east[7].name, 0): "迟到", (east[9].name, [k for _, k in ma].index("支部党员大会")): "X光"}
    b.att_wrong = {(west[9].name, [k for _, k in mb].index("学习")): ""}
    c.att_wrong = {(office[18].name, i): "√" for i, (_, k) in enumerate(mc) if k == "支委会"}
    c.att_wrong[(office[17].name, [k for _, k in mc].index("党课"))] = "?"
    # 考核: columns 0 exam, 1 rate, 2 promised, 3 kept
    a.assess_wrong = {(east[7].name, "2025Q2"): {0: ""}, (east[8].name, "2025Q1"): {1: "'105%"}, (east[9].name, "2025Q3"): {1: "{1.08|0%}"}, (east[13].name, "2025Q4"): {2: 3, 3: 5},
                      (east[14].name, "2025Q2"): {0: "免", 1: "免", 2: "免", 3: ""}, (east[16].name, "2025Q1"): {1: 0.98}}
    b.assess_wrong = {(west[8].name, "2025Q2"): {0: "缺考"}, (west[9].name, "2025Q1"): {1: -5}, (west[12].name, "2025Q3"): {2: 0, 3: 0}, (west[13].name, "2025Q2"): {1: 118.6}}
    b.twice = {(west[12].name, "2025Q4")}
    c.assess_wrong = {(office[8].name, "2025Q2"): {0: 101}, (office[9].name, "2025Q3"): {2: 2.5, 3: 2}, (office[10].name, "2025Q4"): {0: 0}, (office[12].name, "2025Q1"): {1: 5}, (office[11].name, "2025Q1"): {3: ""}}
    with open(os.path.join(folder, "jifen.toml"), "w", encoding="utf-8") as f:
        f.write("# about: a company of three branches and 62 people in 2025, made by make_sample.py, expected.json by reckon.py.\n"
                "# Five places for 优秀: four clear, two alike for the fifth; a violator; reward under 60; failing quarters with and without aid;\n"
                "# people come, gone and dead; lines, assessments and marks that are wrong, waiting or excluded.\n"
                'township = "清河镇"\nrules = "company-weighted"\nperiod = "2025"\n')
    for branch, meetings in ((a, ma), (b, mb), (c, mc)):
        branch.write(folder, meetings)


if __name__ == "__main__":
    main()
