#!/usr/bin/env python3
"""Writes sample/*.txt and sample/jifen.toml: one township of three branches, a year, mostly right and partly wrong.

Deterministic: a small generator of its own with a fixed seed, no clock. The expected figures are made by reckon.py.
"""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, 'sample')
NAMES = {
    'B02': '按月交纳党费', 'B03': '完成支部分配任务', 'B04': '按季度汇报思想', 'X01': '志愿服务', 'X02': '帮扶困难群众',
    'X03': '参加疫情防控等急难任务', 'X04': '荣誉', 'X05': '被媒体宣传报道', 'W01': '无故缺席', 'W02': '散布不当言论',
    'W03': '违反村规民约', 'W04': '不支持村内公益事业', 'P01': '受党纪政务处分', 'P02': '违法犯罪',
}
DEEDS = ['清扫村道', '河道保洁', '敬老院帮厨', '文化广场整理', '绿化浇水', '反诈宣传', '垃圾分类劝导', '春耕帮工']
HOMES = ['王大爷家', '孙奶奶家', '李家坳赵家', '村东马家', '五保户周家', '残疾户冯家']
MEETINGS = ['2025-01-08', '2025-02-12', '2025-03-05', '2025-04-09', '2025-05-07', '2025-06-11', '2025-07-01', '2025-08-06', '2025-09-10',
            '2025-10-15', '2025-11-05', '2025-12-03']


class Dice:
    """A linear congruential generator, so that no Python version can change the sample."""

    def __init__(self, seed):
        self.x = seed

    def below(self, n):
        self.x = (self.x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.x >> 33) % n

    def one_of(self, xs):
        return xs[self.below(len(xs))]


class Book:
    def __init__(self, file, branch, seed, people):
        """people: (name, 0 idle … 3 eager, {column: value})"""
        self.file, self.branch, self.dice, self.people = file, branch, Dice(seed), people
        self.lines, self.marks, self.scores = [], {}, {}
        self.offset = seed % 7
        names = [p[0] for p in people]
        self.twins = {n for n in names if names.count(n) > 1}
        for i, (name, zeal, extra) in enumerate(people, 1):
            self.year_of(i, name, zeal, extra)

    def add(self, date, i, item, **k):
        self.lines.append((date, i, item, k))

    def day(self, month):
        return f'2025-{month:02d}-{1 + self.dice.below(28):02d}'

    def year_of(self, i, name, zeal, extra):
        d, came, gone = self.dice, extra.get('转入时间', ''), extra.get('转出时间') or extra.get('去世时间') or '9999'
        here = [m for m in range(1, 13) if came <= f'2025-{m:02d}-01' and f'2025-{m:02d}-28' < gone]
        marks = []
        for date in MEETINGS:
            if date < came or date > gone:
                marks.append('')
            elif zeal == 3:
                marks.append('√')
            else:
                r = d.below(20)
                mark = '√' if r < 14 + zeal else '△' if r < 17 else '—' if r < 18 else '×'
                marks.append(mark)
                if mark == '×':
                    self.add(date, i, 'W01', why=f'{int(date[5:7])}月主题党日')
        self.marks[i] = marks
        for q in range(4):
            if 3 * q + 1 in here and (zeal >= 2 or d.below(3)):
                self.add(self.day(3 * q + 1 + d.below(3)) if zeal < 3 else self.day(3 * q + 2), i, 'B04', why=f'第{q + 1}季度思想汇报',
                         level=d.one_of(['', '', '书面', '电话']))
        for month in here:
            if zeal == 3 or (zeal == 2 and d.below(2)) or (zeal == 1 and d.below(5) == 0):
                self.add(self.day(month), i, 'X01', n=2 if zeal == 3 else 1 + d.below(2), why=d.one_of(DEEDS) + f'（{month}月）')
        for q in range(4):
            homes = (2, 1 + d.below(2), d.below(2), 0)[3 - zeal]
            first = d.below(6)
            for k in range(homes):
                if 3 * q + 1 in here:
                    self.add(self.day(3 * q + 1 + k), i, 'X02', why=HOMES[(first + k) % 6])
        if zeal >= 1 and 7 in here and d.below(2):
            self.add(self.day(7), i, 'X03', n=1 + d.below(4), why='防汛值守')
        if zeal == 0:
            if d.below(2):
                self.add('2025-12-31', i, 'B02', n=1 + d.below(4), why='漏交党费')
            if d.below(2):
                self.add(self.day(6), i, 'B03', n=1 + d.below(2), why='卫生包干区未打扫')
            if d.below(3) == 0:
                self.add(self.day(9), i, d.one_of(['W03', 'W04']), why='门前乱堆乱放')
        low = (58, 66, 76, 88)[zeal]
        self.scores[i] = [low + d.below(10), low + d.below(21) / 2]

    def write(self):
        def rows(table):
            out = []
            for r in table:
                r = [str(c) for c in r]
                while r and r[-1] == '':
                    r.pop()
                out.append(' | '.join(r))
            return out

        ids = bool(self.twins)
        title = f'清河镇{self.branch}2025年'
        optional = [c for c in ('转入时间', '转出时间', '去世时间') if any(c in e for _, _, e in self.people)]
        t = [[title + '党员花名册'], ['序号', '姓名', '性别', '出生年月', '入党时间', '党员类型'] + optional]
        for i, (name, _, e) in enumerate(self.people, 1):
            born = e.get('born', f'{1948 + (i * 7 + len(self.file) + self.offset) % 50}-{i % 12 + 1:02d}')
            joined = e.get('入党时间', f'{min(int(born[:4]) + 20 + i * 11 % 15, 2023)}-07-01')
            t.append([i, name, '女' if name[-1] in '英芳丽娟霞艳敏静玲梅兰云' else '男', born, joined, e.get('党员类型', '正式党员')]
                     + [e.get(c, '') for c in optional])
        out = ['--- sheet 花名册'] + rows(t)
        t = [[title + '党员积分登记表'],
             ['序号', '日期', '登记日期', '姓名'] + (['编号'] if ids else []) + ['项目编号', '项目名称', '次数', '级别', '名目', '分值', '事由', '佐证', '备注']]
        for k, (date, i, item, o) in enumerate(sorted(self.lines, key=lambda x: (x[0].strip("'"), str(x[1]), x[2])), 1):
            name = i if isinstance(i, str) else self.people[i - 1][0]
            number = i if ids and name in self.twins and not o.get('no_id') else ''
            t.append([k, date, o.get('reg', ''), name] + ([number] if ids else [])
                     + [item, o.get('title', NAMES.get(item, '')), o.get('n', '' if item[0] == 'P' else 1), o.get('level', ''), o.get('matter', ''), o.get('points', ''),
                        o.get('why', ''), o.get('proof', '照片' if item[0] == 'X' else ''), o.get('note', '')])
        out += ['', '--- sheet 积分登记'] + rows(t)
        t = [[title + '组织生活出勤表'], ['序号'] + (['编号'] if ids else []) + ['姓名'] + MEETINGS]
        for i, (name, _, _) in enumerate(self.people, 1):
            t.append([i] + ([i] if ids else []) + [name] + self.marks[i])
        out += ['', '--- sheet 出勤'] + rows(t)
        t = [[title + '测评表'], ['序号'] + (['编号'] if ids else []) + ['姓名', '工作队测评', '包村领导评分']]
        for i, (name, _, e) in enumerate(self.people, 1):
            t.append([i] + ([i] if ids else []) + [name] + [f'{s:g}' if isinstance(s, float) else s for s in self.scores[i]])
        out += ['', '--- sheet 测评'] + rows(t)
        with open(os.path.join(OUT, self.file + '.txt'), 'w', encoding='utf-8') as f:
            f.write('\n'.join(out) + '\n')


def honour(book, date, i, level, matter, **k):
    book.add(date, i, 'X04', level=level, matter=matter, why=k.pop('why', '表彰文件'), proof='证书', **k)


def report(book, date, i, level, why):
    book.add(date, i, 'X05', level=level, why=why, proof='剪报')


def east():
    move = {'born': '1979-03', '入党时间': '2004-07-01'}
    p = [('王建国', 3, {}), ('李秀英', 3, {}), ('张德福', 3, {}), ('刘桂芳', 3, {}), ('陈志强', 3, {}), ('杨丽', 3, {}), ('赵永清', 3, {}), ('黄海涛', 3, {}),
         ('周国平', 3, {}), ('吴玉兰', 2, {}), ('徐文斌', 2, {}), ('孙艳', 2, {'党员类型': '预备党员', '入党时间': '2025-01-10'}), ('胡长贵', 2, {}), ('朱小梅', 2, {}), ('高占元', 1, {}),
         ('林芳', 1, {}), ('何满仓', 1, {}), ('郭平', 1, {}), ('马玉霞', 0, {}), ('罗刚', 0, {}), ('梁老根', 1, {'去世时间': '2025-08-19'}), ('宋佳林', 1, {**move, '转出时间': '2025-06-30'}),
         ('郑小军', 2, {'转入时间': '2025-04-15'}), ('谢广明', 0, {}), ('韩铁柱', 0, {})]
    b = Book('东河村', '东河村党支部', 20250101, p)
    honour(b, '2025-06-28', 1, '县级', '优秀共产党员')
    honour(b, '2025-07-01', 1, '镇级', '优秀共产党员')             # the same honour: only 县级 counts
    honour(b, '2025-09-20', 1, '村级', '最美东河人')
    honour(b, '2025-06-28', 2, '镇级', '优秀共产党员')
    honour(b, '2025-10-10', 2, '镇级', '防汛先进个人')
    report(b, '2025-10-12', 2, '市级', '防汛事迹')
    report(b, '2025-10-20', 2, '县级', '防汛事迹')
    honour(b, '2025-06-28', 10, '镇级', '优秀共产党员')            # no second way: no star
    honour(b, '2025-03-08', 14, '镇级', '五好家庭')
    honour(b, '2025-03-09', 14, '村级', '')                         # without 名目: counts, a warning
    b.add('2025-07-10', 4, 'X03', n=14, why='抗洪抢险')
    b.add('2025-08-10', 4, 'X03', n=9, why='抗旱送水')
    b.add('2025-05-06', 3, 'X02', why='敬老院老陈')                 # a third household of the quarter
    b.add('2025-10-30', 9, 'P01', why='党内警告')
    b.add('2025-11-12', 20, 'W02', n=4, why='微信群谣言')
    b.add('2025-12-31', 24, 'B02', n=9, why='全年多月漏交')
    b.add('2024-12-28', 5, 'X01', why='上年扫雪')                   # another year: a warning
    b.add('2025-01-20', 15, 'B04', why='补记思想汇报', reg='2025-03-18')
    b.add('2025-05-20', 6, 'X01', why='防火巡山', proof='')
    # wrong
    b.add('2025-02-14', '张得福', 'X01', why='清雪')                # nobody of that name
    b.add("'2025-02-30", 11, 'X01', why='清雪')  # no such day
    b.add('2025-04-18', 11, 'X02', n=2, why='两户')                 # two households in one line
    b.add('2025-08-08', 13, 'X04', level='县级', matter='道德模范', why='评选', proof='证书')   # not held this year
    b.add('2025-09-09', 16, 'X01', points=5, why='义务植树')        # 分值 does not fit
    b.add('2025-09-19', 17, 'X04', matter='信用户', why='评选', proof='证书')                   # no level
    b.marks[18][4] = '出差'
    b.scores[12][0] = 180
    # eight above 90 for seven places, no two of them equal; a vetoed ninth as good as the seventh
    for i, s in zip(range(1, 9), ((97, 96), (96, 96.5), (95, 95), (94, 95), (94, 93), (91, 94), (92, 90), (90, 91))):
        b.scores[i] = list(s)
    b.scores[9] = [92, 90]
    b.write()


def west():
    move = {'born': '1979-03', '入党时间': '2004-07-01'}
    p = [('王伟', 2, {}), ('王伟', 1, {'born': '1988-02'}), ('李国栋', 3, {}), ('张翠英', 2, {}), ('刘长河', 2, {}), ('陈玉玲', 2, {}), ('杨树林', 1, {}), ('赵敏', 1, {}), ('黄大勇', 1, {}), ('周丽', 1, {}),
         ('吴根生', 1, {}), ('徐德胜', 1, {}), ('孙桂英', 0, {}), ('胡兵', 0, {}), ('朱立新', 0, {}), ('高秀云', 2, {}), ('林建军', 2, {'党员类型': '预备党员', '入党时间': '2024-12-20'}),
         ('何静', 1, {}), ('宋佳林', 2, {**move, '转入时间': '2025-07-01'}), ('欧阳明', 1, {}), ('罗玉梅', 1, {'转入时间': '2026-01-01'}), ('马占山', 0, {'转出时间': '2025-12-31'})]
    b = Book('西河村', '西河村党支部', 20250202, p)
    honour(b, '2025-06-28', 3, '村级', '优秀共产党员')
    honour(b, '2025-12-05', 3, '镇级', '十星级文明户')
    honour(b, '2025-12-05', 4, '镇级', '最美带头人')               # 最美 and media, but not 优秀共产党员
    report(b, '2025-12-06', 4, '县级', '带头人事迹')
    honour(b, '2025-03-15', 5, '省级', '劳动模范')
    honour(b, '2025-03-15', 5, '市级', '优秀农技员')
    honour(b, '2025-06-28', 16, '镇级', '优秀共产党员')
    honour(b, '2025-11-11', 16, '市级', '好邻居')
    honour(b, '2025-11-18', 16, '县级', '好 邻居')
    report(b, '2025-11-20', 16, '省级', '好邻居事迹')
    honour(b, '2025-06-28', 14, '镇级', '优秀共产党员')
    honour(b, '2025-06-28', 14, '镇级', '最美退役军人')            # all there, but vetoed below
    b.add('2025-09-01', 14, 'P02', why='醉驾')
    b.add('2025-05-09', 15, 'B03', n=6, why='多次未完成')
    b.add('2025-05-30', 15, 'W02', n=9, why='微信群谣言')
    b.add('2025-07-20', 1, 'X03', n=3, why='防汛抢险')
    b.add('2025-07-21', 2, 'X03', n=5, why='防汛抢险')
    b.add('2025-07-25', 7, 'X03', n=16, why='抗旱送水')
    b.add('2025-04-04', 8, 'X01', n=3, why='清明防火值守')
    # wrong
    b.add('2025-03-12', 1, 'X01', why='植树节植树', no_id=True)    # which 王伟?
    b.add('2025-05-05', 6, 'B01', title='参加组织生活', why='五月党日')
    b.add('2025-08-15', 10, 'X05', level='村级', why='村广播表扬')
    b.add('2025-08-16', 11, 'X01', title='荣誉', why='义务浇水')
    b.add('2025-08-17', 12, 'X01', n=0, why='义务浇水')
    b.marks[20][9] = ''
    b.scores[18][1] = '良好'
    b.scores[3] = [98, 97]
    b.scores[5] = [95, 96]
    b.write()


def south():
    p = [('王桂兰', 3, {}), ('李铁军', 3, {}), ('张明', 3, {}), ('刘淑芳', 3, {}), ('陈德旺', 3, {}), ('杨金玲', 3, {}), ('赵传喜', 3, {}), ('黄秀梅', 3, {}), ('周勇', 2, {}), ('吴小丽', 1, {}),
         ('徐老三', 1, {}), ('孙宝田', 0, {}), ('胡青山', 0, {}), ('朱万里', 0, {}), ('高远', 1, {'党员类型': '预备党员', '入党时间': '2025-05-08'}), ('林大海', 1, {}), ('何春生', 2, {'转出时间': '2025-03-31'})]
    b = Book('南坡村', '南坡村党支部', 20250303, p)
    # 16 counted, five places: three clear ones, then three equal at 95 for two places, then two more
    for i, s in zip(range(1, 9), ((98, 97), (96, 98), (95, 94), (90, 90), (90, 90), (90, 90), (88, 90), (86, 89))):
        b.scores[i] = list(s)
    honour(b, '2025-07-01', 1, '镇级', '优秀共产党员')
    honour(b, '2025-07-01', 1, '村级', '最美南坡人')
    honour(b, '2025-07-01', 9, '县级', '优秀党务工作者')
    report(b, '2025-07-03', 9, '县级', '党务故事')
    honour(b, '2025-03-20', 17, '县级', '种粮大户')                # left on 31 March: no title, not on March's list
    b.add('2025-02-11', 16, 'X01', why='清雪除冰', n=2)
    b.add('2025-06-17', 12, 'P03', title='信仰宗教、参加迷信活动，教育不改', why='多次参加迷信活动')
    b.add('2025-11-27', 14, 'P04', title='连续六个月不参加组织生活、不交党费、不做工作', why='支部认定')
    b.add('2025-11-28', 13, 'W03', n=2, points=-6, why='违建')
    # wrong
    b.add('2025-10-17', 10, 'W04', points=-5, why='不出工')
    b.add('2025-10-18', 11, 'Y09', title='', why='其他')
    b.write()


def main():
    os.makedirs(OUT, exist_ok=True)
    with open(os.path.join(OUT, 'jifen.toml'), 'w', encoding='utf-8') as f:
        f.write('# about: A township of three branches, a whole year, mostly right and partly wrong; expected.json is made by reckon.py.\n'
                '#   East 23 counted, more candidates than places; west 20 (the last ten), namesakes; south 16 (the last fifth), a tie at the quota.\n'
                'township = "清河镇"\nrules = "village-vanguard"\nperiod = "2025"\nhonours_not_held = ["道德模范"]\n')
    east()
    west()
    south()


if __name__ == '__main__':
    main()
