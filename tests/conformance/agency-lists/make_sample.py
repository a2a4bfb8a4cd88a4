#!/usr/bin/env python3
"""Make sample/: an invented township of three branches, a full year, most of it right and some of it wrong.

Deterministic: one seeded generator of its own, no clock. Run it, then `reckon.py --write sample`.
"""
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent / 'sample'
STEPS = ('评分', '加分', '减分', '审定')


class Dice:
    """A linear congruential generator: the same figures under every version of Python."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n

    def of(self, things):
        return things[self.below(len(things))]


DICE = Dice(20250701)

# name, sex, born, joined, then what is out of the ordinary
BRANCHES = [
    ('党政办', ['区直机关工委', '机关党委'], '''
陈国栋 男 1968-03 1992-07-01
李桂芳 女 1971-11 1996-06-28
赵志远 男 1975-02 1999-07-01
王伟 男 1980-05 2003-12-05
孙丽娟 女 1982-09 2006-07-01
周文斌 男 1984-04 2007-11-16 转出=2025-08-11
吴晓燕 女 1985-12 2008-07-01
郑明辉 男 1979-01 2001-07-01
冯雅琴 女 1988-06 2010-06-25
蒋立新 男 1965-10 1988-07-01 去世=2025-04-20
沈佳怡 女 1993-08 2015-12-18
韩冬梅 女 1977-12 2000-07-01
杨振华 男 1983-07 2005-07-01
朱晓东 男 1990-03 2012-07-01
王伟 男 1991-09 2013-06-28
秦思远 男 1998-02 2024-11-22 预备
尤美玲 女 1986-05 2009-07-01 转入=2025-09-01
许建军 男 1970-08 1994-07-01
何秋菊 女 1974-10 1998-07-01
吕浩然 男 1995-01 2024-06-20 预备 延长=2026-06-20
'''),
    ('财政所', ['区直机关工委', '机关党委'], '''
施庆丰 男 1969-06 1993-07-01
张秀兰 女 1972-04 1997-07-01
孔令辉 男 1976-09 2000-12-08
曹晓梅 女 1981-01 2004-07-01
严守义 男 1966-05 1990-07-01
华云飞 男 1987-11 2009-12-11
金玉洁 女 1989-02 2011-07-01
魏长河 男 1973-07 1998-06-26
陶静雯 女 1994-03 2016-07-01
姜海涛 男 1978-08 2001-07-01 转出=2025-02-10 转入=2025-05-20
戚薇 女 1992-10 2014-07-01
谢安邦 男 1967-12 1991-07-01 转出=2025-12-31
邹慧敏 女 1983-04 2006-12-01
喻小满 女 1999-05 2024-12-13 预备
柏松涛 男 1980-10 2003-07-01
周文斌 男 1984-04 2007-11-16 转入=2025-08-11
章若楠 女 1996-06 2024-10-18 预备
云中鹤 男 1971-03 1995-07-01
苏锦绣 女 1985-08 2008-12-05
'''),
    ('农业服务中心', ['区直机关工委'], '''
潘福生 男 1964-09 1987-07-01
葛春华 女 1970-02 1995-07-01
范成林 男 1977-05 2002-07-01
彭月娥 女 1979-11 2003-06-27
鲁大为 男 1986-01 2009-07-01
韦晓岚 女 1988-12 2011-12-09
马振国 男 1974-06 1998-07-01
苗青青 女 1997-04 2024-12-20 预备
方志强 男 1981-03 2005-07-01
俞敏 女 1990-07 2013-07-01
任远航 男 1993-05 2015-07-01 转入=2025-07-01
袁家宝 男 1968-08 1992-07-01 转出=2025-06-30
柳如烟 女 1984-02 2007-07-01
鲍学军 男 1976-12 2000-07-01
史向阳 男 1972-10 1997-07-01
'''),
]

# item: (name, price or {level: price}, how often among a hundred lines)
ITEMS = {
    'A1': ('缺理论学习', 10, 10), 'A2': ('未完成在线学习', 5, 9), 'B1': ('未按期办结', 10, 6), 'B2': ('工作差错', 5, 6), 'C1': ('推诿', 20, 2),
    'D1': ('迟到早退', 2, 11), 'D2': ('', {'无故缺席': 10, '请假': 2}, 8), 'D3': ('迟交党费', 5, 5), 'E1': ('未参加集体活动', 5, 6),
    'F1': ('未按时填报事项', 20, 1), 'G1': ('未完成走访', 10, 4), 'G2': ('有效投诉', 20, 1), 'H1': ('失信行为', 30, 1),
    'R1': ('表彰', {'区直': 2, '区级': 3, '市级': 5, '省级': 8}, 5), 'R2': ('竞赛获奖', {'一等': 3, '二等': 2, '三等': 1}, 6), 'R3': ('征文被采用', 0.5, 8),
    'R4': ('宣讲授课', 1, 9), 'N1': ('通报批评', {'区直': 3, '区级': 5}, 2),
}
REASONS = {
    'A1': '未参加中心组集中学习', 'A2': '在线学习平台当月未达学时', 'B1': '督办件超期', 'B2': '材料数据有误', 'C1': '服务对象反映推诿', 'D1': '晨会签到迟到',
    'D2': '主题党日', 'D3': '党费未按月交纳', 'E1': '义务植树未到', 'F1': '个人事项未按时填报', 'G1': '联系户未走访', 'G2': '窗口服务投诉查实', 'H1': '未按约归还公物',
    'R1': '先进工作者', 'R2': '业务技能竞赛', 'R3': '机关党建征文', 'R4': '微党课宣讲', 'N1': '工作纪律通报',
}
BAG = [code for code, (_, _, weight) in ITEMS.items() for _ in range(weight)]

# Lines written by hand: date, 编号, name, item, item name, 次数, level, 分值, reason, proof
PLANTED = {
    '党政办': [
        ('2025-03-12', '', '李桂芳', 'R1', '表彰', '', '区级', 3, '防汛先进个人', '表彰决定'),
        ('2025-10-22', '', '李桂芳', 'R1', '表彰', '', '市级', 5, '防汛 先进个人', '表彰决定'),      # one matter: only this counts
        ('2025-05-16', '', '赵志远', 'R1', '表彰', '', '省级', '', '劳动模范', '证书复印件'),
        ('2025-06-05', '', '赵志远', 'R2', '竞赛获奖', '', '一等', '', '公文写作比赛', '证书复印件'),  # above 10 in the half
        ('2025-06-30', '', '赵志远', 'R3', '征文被采用', 6, '', '', '机关党建征文', '刊物复印件'),      # 3 -> 2, above 10 besides
        ('2025-04-08', 4, '王伟', 'B1', '未按期办结', '', '', '', '信访件超期', '督办单'),
        ('2025-09-09', 15, '王伟', 'R4', '宣讲授课', 4, '', '', '理论宣讲', '照片'),                  # 4 -> 3
        ('2025-09-10', '', '王伟', 'E1', '', '', '', '', '运动会未到', '签到表'),                     # which of the two? error
        ('2025-09-11', 4, '何秋菊', 'E1', '', '', '', '', '运动会未到', '签到表'),                    # 编号 and name disagree
        ('2025-07-15', '', '郑明辉', 'N3', '党纪处分', '', '撤销党内职务', '', '违反中央八项规定精神', '处分决定'),
        ('2025-02-20', '', '郑明辉', 'N3', '党纪处分', '', '警告', 15, '违反工作纪律', '处分决定'),
        ('2025-03-03', '', '吕浩然', 'N2', '诫勉', 2, '', 20, '长期迟到', '谈话记录'),
        ('2025-08-04', '', '吕浩然', 'N2', '诫勉', 4, '', 40, '擅离职守', '谈话记录'),
        ('2025-04-16', '', '吕浩然', 'A1', '', 12, '', '', '学习长期缺席', '签到表'),                 # A down to 0
        ('2025-11-18', '', '周文斌', 'B2', '', '', '', '', '移交材料缺页', '记录本'),                 # gone: the half does not count
        ('2025-05-06', '', '尤美玲', 'R1', '', '', '区直', '', '三八红旗手', '证书复印件'),           # not yet there
        ('2024-12-30', '', '许建军', 'D1', '', '', '', '', '上年补登', '记录本'),                     # another period
        ('2026-01-04', '', '许建军', 'R4', '', '', '', '', '新年第一课', '照片'),                     # another period
        ('2025-10-10', '', '许建军', 'R1', '', '', '', '', '优秀党务工作者', '证书复印件'),           # no level
        ('2025-10-13', '', '陈明亮', 'D1', '', '', '', '', '晨会迟到', '签到表'),                     # nobody of that name
        ('', '', '韩冬梅', 'E1', '', '', '', '', '趣味运动会未到', '签到表'),                         # no date
        ("'2025-06-31", '', '韩冬梅', 'D1', '', '', '', '', '晨会迟到', '签到表'),                     # no such day
        ('2025-06-30', '', '韩冬梅', 'D3', '迟交党费', 4, '', -20, '一至四月党费', '台账'),
        ('2025-07-01', '', '韩冬梅', 'D3', '迟交党费', 2, '', 20, '五、六月党费', '台账'),            # 20 is not 2*5
    ],
    '财政所': [
        ('2025-02-11', '', '严守义', 'N3', '党纪处分', '', '严重警告', 25, '违反财经纪律', '处分决定'),
        ('2025-08-19', '', '严守义', 'N3', '党纪处分', '', '留党察看', '', '挪用资金', '处分决定'),
        ('2025-03-18', '', '魏长河', 'N3', '党纪处分', '', '严重警告', '', '违规发放补贴', '处分决定'),
        ('2025-09-23', '', '魏长河', 'N3', '党纪处分', '', '警告', '', '瞒报', '处分决定'),
        ('2025-10-09', '', '魏长河', 'N1', '通报批评', '', '市级', 8, '审计问题通报', '通报'),
        ('2025-04-14', '', '云中鹤', 'N2', '诫勉', 5, '', '', '酒后上岗', '谈话记录'),
        ('2025-11-05', '', '云中鹤', 'N2', '诫勉', 6, '', '', '旷工', '谈话记录'),
        ('2025-03-27', '', '章若楠', 'N2', '诫勉', 3, '', '', '泄露工作信息', '谈话记录'),
        ('2025-09-16', '', '章若楠', 'N2', '诫勉', 4, '', '', '泄露工作信息', '谈话记录'),            # below 70
        ('2025-05-22', '', '喻小满', 'N1', '通报批评', '', '', '', '工作纪律通报', '通报'),           # no level
        ('2025-03-05', '', '姜海涛', 'G1', '未完成走访', '', '', '', '联系户未走访', '台账'),         # before he came back, same half
        ('2025-11-20', '', '谢安邦', 'R2', '竞赛获奖', '', '一等', '', '财务技能竞赛', '证书复印件'),  # gone on 31 December
        ('2025-06-18', '', '金玉洁', 'R1', '表彰', 2, '国家级', '', '全国先进', '证书复印件'),
        ('2025-12-02', '', '金玉洁', 'R1', '表彰', '', '国家级', '', '全国先进', '证书复印件'),       # the same matter, later
        ('2025-04-22', '', '戚薇', 'R4', '宣讲授课', -1, '', '', '宣讲取消', '记录本'),               # 次数 -1
        ('2025-04-23', '', '戚薇', 'R3', '征文被采用', '', '', '', '机关党建征文', ''),               # no proof: counts, a warning
        ('2025-07-07', '', '柏松涛', 'B1', '工作差错', '', '', '', '报表迟报', '督办单'),             # B1 is not 工作差错
        ('2025-07-08', '', '柏松涛', 'B9', '', '', '', '', '报表迟报', '督办单'),                     # no such item
        ('2025-07-09', '', '周文斌', 'E1', '', '', '', '', '七一合唱未到', '签到表'),                 # before he came, same half
        ('2025-01-20', '', '周文斌', 'R1', '', '', '区级', '', '先进会计', '证书复印件'),             # the half is not his here
    ],
    '农业服务中心': [
        ('2025-03-21', '', '马振国', 'N3', '党纪处分', '', '开除党籍', '', '受贿', '处分决定'),
        ('2025-02-14', '', '苗青青', 'N2', '诫勉', 3, '', '', '擅自外出', '谈话记录'),
        ('2025-09-25', '', '苗青青', 'N2', '诫勉', 4, '', '', '擅自外出', '谈话记录'),
        ('2025-05-13', '', '袁家宝', 'R4', '', '', '', '', '农技课', '照片'),                         # gone on 30 June
        ('2025-04-17', '', '任远航', 'B2', '', '', '', '', '测土数据有误', '记录本'),                 # came on 1 July
        ('2025-08-21', '', '鲍学军', 'N2', '诫勉', 13, '', '', '严重失职', '谈话记录'),               # the half down to 0
        ('2025-10-30', '', '史向阳', 'N3', '党纪处分', '', '', '', '处分', ''),                       # no level
        ('2025-05-29', '', '俞敏', 'R4', '宣讲授课', 2, '', 3, '农技课', '照片'),                     # 3 is not 2*1
        ('2025-10-16', '', '柳如烟', 'D2', '', '', '病假', '', '主题党日', '签到表'),                 # no such level
        ('2025-10-17', '', '柳如烟', 'D2', '', '', '', '', '党课', '签到表'),                         # empty: 无故缺席
        ('2025-10-20', '', '柳如烟', 'A1', '', '', '请假补学', '', '中心组学习', '签到表'),           # a level where none is: counts
        ('2025-11-11', '', '柳如烟', 'E1', '', 1.5, '', '', '植树未到', '签到表'),                    # 次数 1.5
    ],
}

HEADS = {'党政办': (20, 19, 19, 19, 18), '财政所': (20, 16, 17, 16, ''), '农业服务中心': (18, 17, 16, 17, 16)}
# 优秀, 合格, 基本合格, 不合格 written by hand; the others are drawn
VOTES = {
    '党政办': {'4': (11, 4, 3, 0), '陈国栋': (17, 1, 0, 0), '孙丽娟': (17, 1, 0, 0), '冯雅琴': (17, 1, 0, 0), '许建军': (4, 5, 3, 6), '何秋菊': (6, 6, 4, 2), '朱晓东': (11, 1, 0, 6)},
    '财政所': {'孔令辉': (10, 4, 2, 1), '陶静雯': (9, 3, 4, 0), '邹慧敏': (3, 8, 5, 0), '魏长河': (12, 2, 2, 0), '云中鹤': (2, 4, 4, 6), '柏松涛': (4, 5, '', 7)},
    '农业服务中心': {},
}
QUIET = {'陈国栋', '孙丽娟', '冯雅琴', '金玉洁'}       # no drawn lines

GRADES_2024 = {
    '陈国栋': '优秀', '郑明辉': '不合格', '吕浩然': '基本合格', '许建军': '不合格', '何秋菊': '基本合格', '严守义': '基本合格', '魏长河': '基本合格', '云中鹤': '不合格',
    '邹慧敏': '基本合格', '柏松涛': '不合格', '马振国': '不合格', '鲍学军': '基本合格', '孙丽娟': '', '章若楠': '',
}
NOT_IN_ARCHIVE = {'沈佳怡', '喻小满', '秦思远', '苗青青', '任远航', '尤美玲'}


def row(*cells):
    return ' | '.join(str(c) for c in cells).rstrip(' ')


def people(text):
    out = []
    for line in text.strip().splitlines():
        name, sex, born, joined, *rest = line.split()
        extra = dict(r.split('=') for r in rest if '=' in r)
        out.append(dict(name=name, sex=sex, born=born, joined=joined, kind='预备' if '预备' in rest else '正式', **extra))
    return out


def there(m, day):
    """On the branch's roster that day, as far as the drawn lines go."""
    come, gone = m.get('转入'), m.get('去世') or m.get('转出')
    return (not come or day >= come) and (not gone or day < gone or bool(come and gone < come))


def drawn(members):
    lines = []
    for i, m in enumerate(members, 1):
        if m['name'] in QUIET:
            continue
        for _ in range(DICE.below(6)):
            code = DICE.of(BAG)
            name, price, _ = ITEMS[code]
            day = str(date(2025, 1, 6) + timedelta(days=DICE.below(350)))
            level = ''
            if isinstance(price, dict):
                level = DICE.of(list(price))
                price = price[level]
            times = 2 + DICE.below(2) if code in ('A2', 'D1', 'D3', 'R3') and DICE.below(3) == 0 else ''
            stated = ''
            if DICE.below(4) == 0:
                stated = price * (times or 1)
                stated = int(stated) if stated == int(stated) else stated
            proof = ('证书复印件' if code[0] == 'R' else '记录本') if DICE.below(12) else ''
            number = i if sum(x['name'] == m['name'] for x in members) > 1 else ''
            if there(m, day):
                lines.append((day, number, m['name'], code, name if DICE.below(3) else '', times, level, stated, f'{REASONS[code]}（{int(day[5:7])}月{int(day[8:])}日）', proof))
    return lines


def branch(stem, members):
    full = f'清河镇{stem}党支部'
    out = ['--- sheet 花名册', f'{full}2025年党员花名册', '序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别 | 预备期延长至 | 转入时间 | 转出时间 | 去世时间 | 备注']
    for i, m in enumerate(members, 1):
        out.append(row(i, m['name'], m['sex'], m['born'], m['joined'], m['kind'], m.get('延长', ''), m.get('转入', ''), m.get('转出', ''), m.get('去世', ''), ''))
    out += ['', '--- sheet 积分登记', f'{full}2025年党员积分登记表', '序号 | 日期 | 编号 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 佐证材料 | 核实人 | 备注']
    lines = sorted(drawn(members) + PLANTED[stem], key=lambda e: e[0] or '2025-08-01')
    for i, e in enumerate(lines, 1):
        out.append(row(i, *e, '' if DICE.below(5) == 0 else members[0]['name'], ''))
    head = HEADS[stem]
    valid = head[4] or head[3]
    out += ['', '--- sheet 评议票', f'{full}2025年民主评议票汇总表',
            row(*[x for pair in zip(('应到：', '实到：', '发票：', '收票：', '有效票：'), head) for x in pair]), '序号 | 姓名 | 编号 | 优秀 | 合格 | 基本合格 | 不合格']
    n = 0
    for i, m in enumerate(members, 1):
        if not there(m, '2025-12-31'):
            continue
        n += 1
        number = i if sum(x['name'] == m['name'] for x in members) > 1 else ''
        four = VOTES[stem].get(str(i)) or VOTES[stem].get(m['name'])
        if four is None:
            less = min(DICE.below(9), DICE.below(9))
            some = DICE.below(less + 1)
            four = (valid - less, less - some, some, 0)
        out.append(row(n, m['name'], number, *four))
    out += ['', '--- sheet 公示登记', f'{full}2025年积分公示登记表', '半年 | 环节 | 开始日期 | 结束日期 | 方式 | 异议及处理']
    for half, month in (('上', 6), ('下', 12)):
        for k, step in enumerate(STEPS):
            if (stem, half, step) == ('农业服务中心', '下', '减分'):
                continue                            # a step that was not made public
            begin = date(2025, month, 2 + 7 * k if month == 6 else 1 + 7 * k)
            out.append(row(half, step, begin, begin + timedelta(days=4), '公示栏', '无'))
    return '\n'.join(out) + '\n'


def archive(books):
    out = ['--- sheet 上一年度档案', '清河镇2024年度党员积分档案', '支部 | 姓名 | 出生年月 | 等次 | 后续措施']
    for stem, _, members in books:
        for m in members:
            moved_in = m['name'] == '周文斌' and stem == '财政所'
            if m['name'] in NOT_IN_ARCHIVE or moved_in:
                continue
            grade = GRADES_2024.get(m['name'], '合格')
            out.append(row(f'{stem}党支部', m['name'], m['born'], grade, ''))
    out.append(row('西河村党支部', '何秋菊', '1974-10', '合格', ''))       # a second one: cannot be judged
    return '\n'.join(out) + '\n'


def main():
    HERE.mkdir(exist_ok=True)
    books = [(stem, path, people(text)) for stem, path, text in BRANCHES]
    toml = ['# about: an invented township of three branches: a tie at the quota, a void review, moves, namesakes, vetoes, probation, two years, wrong entries.',
            '#        Made by make_sample.py; expected.json by reckon.py.', 'township = "清河镇"', 'rules = "agency-lists"', 'period = "2025"',
            'programme_start = 2023', 'previous = "上年档案.txt"']
    for stem, path, members in books:
        (HERE / f'{stem}.txt').write_text(branch(stem, members), encoding='utf-8')
        toml += ['', '[[branch]]', f'name = "{stem}党支部"', 'path = [' + ', '.join(f'"{p}"' for p in path) + ']']
    (HERE / 'jifen.toml').write_text('\n'.join(toml) + '\n', encoding='utf-8')
    (HERE / '上年档案.txt').write_text(archive(books), encoding='utf-8')


if __name__ == '__main__':
    main()
