#!/usr/bin/env python3
"""Writes sample/: a township of three branches over one year, most of it right and some of it wrong.

Deterministic: marks and figures come from a digest of (branch, member, what), no clock and no random numbers.
All names and records are invented. Afterwards: reckon.py --write sample
"""
import hashlib
import os

HERE = os.path.dirname(os.path.abspath(__file__))
YEAR, TOWNSHIP = 2025, '清河镇'
HEAD = '序号 姓名 身份证号 性别 出生年月 民族 学历 入党时间 党员类别 类别 党小组 职务 支委 联系方式 转入时间 原支部在册起 转出时间 去世时间 外出地点 外出时间 返回时间 备注'.split()
KIND = {'F01': '支部党员大会', 'F02': '支委会', 'F03': '党小组会', 'F04': '党课'}
FULL = {'在职': 30, '离退休': 30, '流动': 25, '老龄': 40, '两新': 30}
TIMES = {'在职': 6, '离退休': 8, '流动': 6, '老龄': 8, '两新': 8}

# name, sex, birth, joined, class, quality 0-9 (9: everything), then facts
EAST = [
    ('王建国', '男', '1972-03', '1998-07-01', '在职', 9, {'支委': '是', '职务': '支部书记'}),
    ('李秀英', '女', '1979-11', '2004-06-20', '在职', 8, {'支委': '是', '职务': '组织委员'}),
    ('张志强', '男', '1984-05', '2010-07-01', '在职', 7, {'支委': '是', '职务': '宣传委员'}),
    ('刘洋', '男', '1990-12', '2015-12-31', '在职', 6, {}),
    ('陈晓燕', '女', '1989-12', '2014-12-31', '在职', 3, {}),
    ('杨帆', '男', '2001-08', '2024-12-20', '在职', 9, {'党员类别': '预备'}),
    ('赵德福', '男', '1948-02', '1975-10-01', '老龄', 9, {'twin': 1}),
    ('黄桂芳', '女', '1945-09', '1971-07-01', '老龄', 9, {'twin': 1}),
    ('周永年', '男', '1941-01', '1966-07-01', '老龄', 5, {}),
    ('吴长贵', '男', '1950-06', '1983-07-01', '老龄', 2, {'dues': '√√√√√√√√××××'}),
    ('徐明', '男', '1986-04', '2009-07-01', '流动', 7, {'外出地点': '苏州', '外出时间': '2024-02-20'}),
    ('孙丽', '女', '1992-07', '2016-07-01', '流动', 5, {'外出地点': '杭州', '外出时间': '2025-03-15', '返回时间': '2025-09-14'}),
    ('马超', '男', '1988-10', '2011-07-01', '流动', 2, {'外出地点': '广州', '外出时间': '2025-01-20', 'pattern': '√√√××××××√√√'}),
    ('朱玉兰', '女', '1958-05', '1986-07-01', '离退休', 8, {}),
    ('胡国强', '男', '1960-12', '1985-07-01', '离退休', 6, {}),
    ('林海', '男', '1963-04', '1990-07-01', '离退休', 6, {'changes': [('2025-07-31', '在职', '离退休', '退休')]}),
    ('郭涛', '男', '1980-02', '2006-07-01', '在职', 5, {'changes': [('2025-06-10', '流动', '在职', '返乡')]}),
    ('何静', '女', '1985-03', '2012-07-01', '在职', 6, {'转出时间': '2025-09-20'}),
    ('高占山', '男', '1938-01', '1960-07-01', '老龄', 4, {'去世时间': '2025-06-30'}),
    ('张伟', '男', '1983-06', '2008-07-01', '在职', 4, {}),
    ('张伟', '男', '1991-02', '2017-07-01', '在职', 9, {}),
    ('罗文', '男', '1976-08', '2003-07-01', '在岗', 6, {'f07': 20}),
]
SOUTH = [
    ('梁红', '女', '1975-01', '1999-07-01', '在职', 8, {'支委': '是', '职务': '支部书记'}),
    ('宋平', '男', '1982-09', '2007-07-01', '在职', 9, {'支委': '是', '职务': '纪检委员'}),
    ('郑云', '女', '1968-03', '1995-07-01', '在职', 5, {'外出地点': '北京', '外出时间': '2025-08-01', '返回时间': '2025-11-02'}),
    ('谢军', '男', '1955-12', '1980-07-01', '在职', 4, {}),
    ('韩梅', '女', '1957-10', '1984-07-01', '离退休', 9, {'支委': '是', '职务': '组织委员'}),
    ('唐吉', '男', '1954-07', '1979-07-01', '离退休', 7, {}),
    ('冯友', '男', '1959-02', '1988-07-01', '离退休', 6, {'转入时间': '2025-06-10', '原支部在册起': '2025-01-01', 'carry': 1, 'dues': '√' * 12}),
    ('于芳', '女', '1961-11', '1991-07-01', '离退休', 3, {'tasks': ['2025-03-05×', '2025-06-11×', '2025-08-30×']}),
    ('董山', '男', '1943-05', '1970-07-01', '老龄', 7, {}),
    ('萧寿', '男', '1939-12', '1965-07-01', '老龄', 6, {'f04': '送送×√'}),
    ('程凤', '女', '1947-04', '1974-07-01', '老龄', 3, {'changes': [('2025-04-01', '离退休', '老龄', '本人申请')]}),
    ('曹磊', '男', '1993-09', '2018-07-01', '流动', 6, {'外出地点': '上海', '外出时间': '2025-02-08'}),
    ('袁琳', '女', '1987-06', '2013-07-01', '流动', 9, {'外出地点': '深圳', '外出时间': '2024-09-01'}),
    ('邓凯', '男', '1981-12', '2005-07-01', '流动', 1, {'外出地点': '成都', '外出时间': '2025-02-15', 'pattern': '××××√√√√√√√√', 'dues': '××√√√补√√√△√√'}),
    ('许诺', '女', '1994-01', '2019-07-01', '两新', 9, {}),
    ('傅强', '男', '1978-04', '2002-07-01', '两新', 5, {}),
    ('沈洁', '女', '1986-08', '2012-07-01', '两新', 6, {'转入时间': '2025-06-30'}),
    ('曾辉', '男', '1984-11', '2009-07-01', '两新', 4, {'转入时间': '2025-10-15', '转出时间': '2025-02-28'}),
    ('彭越', '男', '1990-03', '2016-07-01', '在职', 6, {'转出时间': '2025-08-16'}),
]
PARK = [
    ('吕行', '男', '1977-07', '2001-07-01', '两新', 9, {'支委': '是', '职务': '支部书记'}),
    ('苏敏', '女', '1983-03', '2008-07-01', '两新', 7, {'支委': '是', '职务': '组织委员'}),
    ('卢峰', '男', '1989-05', '2014-07-01', '两新', 9, {}),
    ('蒋涵', '女', '1995-10', '2020-07-01', '两新', 6, {}),
    ('蔡明', '男', '1991-12', '2017-07-01', '两新', 3, {'pattern': '√√√√√√√√××××'}),
    ('贾诚', '男', '1986-02', '2010-07-01', '两新', 5, {'changes': [('2025-03-15', '在职', '流动', '外派'), ('2025-10-01', '流动', '两新', '回厂')]}),
    ('丁香', '女', '1998-06', '2024-12-20', '两新', 6, {'党员类别': '预备'}),
    ('魏然', '男', '1980-09', '2006-07-01', '两新', 0, {'pattern': '××××××××××××', 'dues': '×' * 12}),
    ('薛松', '男', '1971-05', '1997-07-01', '在职', 7, {}),
    ('叶青', '女', '1974-08', '2000-07-01', '在职', 9, {}),
    ('阎立', '男', '1966-11', '1993-07-01', '在职', 4, {'changes': [('2025-05-06', '在职', '两新', '转岗')]}),
    ('余波', '男', '1988-01', '2013-07-01', '流动', 7, {'外出地点': '宁波', '外出时间': '2025-04-30'}),
    ('潘虹', '女', '1962-02', '1989-07-01', '离退休', 8, {}),
    ('杜康', '男', '1956-06', '1982-07-01', '离退休', 5, {'tasks': ['2025-09-02×', '2025-12-01×']}),
    ('戴维', '男', '1946-03', '1973-07-01', '老龄', 6, {}),
    ('彭越', '男', '1990-03', '2016-07-01', '在职', 6, {'转入时间': '2025-08-15'}),
]
BRANCHES = [('东河村', EAST, 6), ('南关社区', SOUTH, 5), ('工业园', PARK, 3)]


def pick(n, *what):
    """0 .. n-1, always the same for the same words."""
    return int.from_bytes(hashlib.sha256('/'.join(str(w) for w in what).encode()).digest()[:6], 'big') % n


def meetings(branch):
    """(date, kind), by date; 工业园 held F04 three times and skipped two group meetings."""
    days = [('%d-%02d-%02d' % (YEAR, m, d), k) for k, ms, d in
            [('F01', (1, 4, 7, 10), 16), ('F02', range(1, 13), 26), ('F03', range(1, 13), 8), ('F04', (3, 6, 9, 12), 21)] for m in ms]
    if branch == '东河村':
        days += [('2025-11-19', 'F03'), ('2025-08-22', 'F01')]
    if branch == '工业园':
        days = [x for x in days if x not in (('2025-12-21', 'F04'), ('2025-02-08', 'F03'), ('2025-08-08', 'F03'))]
    return sorted(days)


def month(text):
    return int(text[5:7])


def class_then(member, date):
    cls = member[4]
    for when, old, new, _ in reversed(member[6].get('changes', [])):
        if '%s-%02d' % (YEAR, month(when)) > date[:7]:
            cls = old
    return cls


def here(facts, date):
    came, out, died = facts.get('转入时间', ''), facts.get('转出时间', '9'), facts.get('去世时间', '9')
    return came <= date and (date < out or came > out) and date < died


def mark(branch, i, member, date, kind):
    name, cls, quality, facts = member[0], class_then(member, date), member[5], member[6]
    if not here(facts, date):
        return ''
    if (cls == '老龄' and kind != 'F04') or (kind == 'F02' and (facts.get('支委') != '是' or cls == '流动')):
        return ''
    present = '线' if cls == '流动' and kind in ('F01', 'F04') else '送' if cls == '老龄' and pick(2, name, date) else '√'
    if 'pattern' in facts:
        return present if facts['pattern'][month(date) - 1] == '√' else '×'
    if kind == 'F04' and 'f04' in facts:
        return facts['f04'][(3, 6, 9, 12).index(month(date))]
    if quality == 9 or pick(12, branch, i, date, kind) < quality + 3:
        return present
    return '△×—√'[pick(4, 'else', name, date, kind)]


def sheet(name, title, rows):
    return ['--- sheet ' + name, title] + [' | '.join(str(c) for c in trimmed(row)) for row in rows] + ['']


def trimmed(row):
    row = list(row)
    while row and row[-1] == '':
        row.pop()
    return row


def carried(name, number):
    head = [name, number, '北山县石桥村党支部', '2025-06-10']
    rows = [head + ['2025-02-14', 'F01', '√', ''], head + ['2025-05-16', 'F01', '×', '']]
    rows += [head + ['%d-%02d-12' % (YEAR, m), 'F03', '△' if m == 4 else '√', ''] for m in range(1, 6)]
    rows += [head + ['2025-03-28', 'F04', '√', '']]
    rows += [head + ['%d-%02d-20' % (YEAR, m), 'F05', '√', ''] for m in range(1, 6)]
    return rows + [head + ['2025-04-22', 'F08', '', 2]]


def book(branch, members, judges):
    full = TOWNSHIP + branch + '党支部%d年' % YEAR
    out = []
    roster, attendance, dues, ledger, appraisal, changes, tasks, brought = [HEAD], [], [], [], [], [], [], []
    held = meetings(branch)
    for i, (name, sex, birth, joined, cls, quality, facts) in enumerate(members, 1):
        member = members[i - 1]
        base = {'序号': i, '姓名': name, '性别': sex, '出生年月': birth, '民族': '汉', '学历': ['初中', '高中', '大专', '本科', ''][pick(5, 'school', name, i)],
                '入党时间': joined, '党员类别': '正式', '类别': cls, '党小组': '第%s党小组' % '一二三'[i % 3]}
        base.update({k: v for k, v in facts.items() if k in HEAD})
        roster.append([base.get(h, '') for h in HEAD])
        attendance.append([i, name, i] + [mark(branch, i, member, d, k) for d, k in held])
        row = []
        for m in range(1, 13):
            last = '%d-%02d-%02d' % (YEAR, m, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1])
            if not here(facts, last):
                row.append('—')
            elif 'dues' in facts:
                row.append(facts['dues'][m - 1])
            else:
                row.append('√' if quality >= 7 or pick(8, 'dues', branch, i, m) else '补×△—'[pick(4, 'late', branch, i, m)])
        dues.append([i, name, i] + row)
        # contacts of mobile members, by the quarter
        for q in range(4):
            d = '%d-%02d-%02d' % (YEAR, q * 3 + 1 + pick(3, 'contact', name, q), 2 + pick(25, 'day', name, q))
            if class_then(member, d) == '流动' and (quality >= 7 or pick(4, 'calls', name, q)):
                ledger.append([d, i, name, 'F06', '与支部联系', '', '', '微信向支部书记汇报第%d季度情况' % (q + 1)])
                if q == 1:
                    ledger.append([d[:8] + '28', i, name, 'F06', '与支部联系', '', '', '电话联系'])
        value = facts.get('f07', FULL.get(cls, 0) if quality == 9 else FULL.get(cls, 0) * (3 + quality) // 12 + pick(4, 'f07', branch, i) / 2)
        ledger.append(['2025-12-26', i, name, 'F07', '', '', '%g' % value, '支委会年度评定'])
        times = TIMES.get(cls, 4) if quality == 9 else quality // 2 + pick(quality // 2 + 2, 'service', branch, i)
        for t in range(0, times, 2):
            n = min(2, times - t)
            for tries in range(40):
                d = '%d-%02d-%02d' % (YEAR, 1 + pick(12, 'month', branch, i, t, tries), 1 + pick(28, 'on', branch, i, t, tries))
                if here(facts, d):
                    break
            why = ['看望独居老人', '清扫巷道', '调解邻里纠纷', '义务植树', '代办医保'][pick(5, 'why', branch, i, t)] + '（第%d次）' % (t // 2 + 1)
            ledger.append([d, i, name, 'F08', '服务群众', n, '%g' % (2.5 * n) if pick(2, 'stated', branch, i, t) else '', why])
        for j in range(judges):
            parts = [19] * 5 if 'twin' in facts else [min(20, 11 + quality // 2 + pick(6, 'judge', branch, i, j, k)) for k in range(5)]
            appraisal.append([name, i, '评委' + '甲乙丙丁戊己'[j]] + parts + [sum(parts)])
        changes += [[name, i, *c] for c in facts.get('changes', [])]
        tasks += [[t[:10], name, i, '支部分配的包户走访', t[10:], ''] for t in facts.get('tasks', ['%d-%02d-15√' % (YEAR, 2 + pick(10, 'task', name, i))])]
        if 'carry' in facts:
            brought += carried(name, i)
    spoil(branch, attendance, dues, ledger, appraisal, changes, held)
    out += sheet('花名册', full + '党员花名册', roster)
    out += sheet('出勤', full + '组织生活出勤登记表', [['序号', '姓名', '编号'] + [d for d, _ in held], ['^', '^', '^'] + [KIND[k] for _, k in held]] + attendance)
    out += sheet('党费', full + '党费交纳登记表', [['序号', '姓名', '编号'] + ['%d月' % m for m in range(1, 13)]] + dues)
    ledger_head = '序号 日期 编号 姓名 项目编号 项目名称 次数 级别 分值 事由 佐证材料 核实人 党员大会通过日期'.split()
    out += sheet('积分登记', full + '党员积分登记表', [ledger_head] + [[n, d, i, name, item, label, count, '', stated, why] for n, (d, i, name, item, label, count, stated, why) in enumerate(ledger, 1)])
    out += sheet('评价', full + '党员评价表', ['序号 姓名 编号 评委 德 能 勤 绩 廉 合计'.split()] + [[n] + r for n, r in enumerate(appraisal, 1)])
    if changes:
        out += sheet('类别变动', full + '党员类别变动登记表', ['姓名 编号 变动日期 原类别 新类别 依据'.split()] + changes)
    if brought:
        out += sheet('转入登记', full + '党员转入登记表', ['姓名 编号 原支部 介绍信日期 日期 项目编号 记号 次数'.split()] + brought)
    if branch != '东河村':  # 东河村 keeps no table of tasks
        out += sheet('工作任务', full + '党员工作任务登记表', ['日期 姓名 编号 工作内容 完成情况 理由'.split()] + sorted(tasks))
    return '\n'.join(out)


def spoil(branch, attendance, dues, ledger, appraisal, changes, held):
    """The wrong entries, by hand."""
    def cell(i, date, kind, value):
        attendance[i - 1][3 + held.index((date, kind))] = value
    if branch == '东河村':
        cell(4, '2025-04-16', 'F01', '')            # 刘洋: left empty
        cell(5, '2025-05-08', 'F03', '迟到')         # 陈晓燕: no such mark
        cell(3, '2025-06-08', 'F03', '线')           # 张志强: online, but 在职
        dues[13][3 + 6] = ''                        # 朱玉兰: July left empty
        ledger += [['2025-08-09', '', '张伟', 'F08', '服务群众', 1, '', '搬运救灾物资'],       # which 张伟?
                   ['2025-03-12', '', '王健国', 'F08', '服务群众', 1, '', '清扫巷道'],         # not on the roster
                   ['2024-12-30', 14, '朱玉兰', 'F08', '服务群众', 2, '', '去年的服务'],       # another year
                   ['2025-09-30', 18, '何静', 'F08', '服务群众', 1, '', '转出以后的服务'],      # out of the roster
                   ['2025-10-11', 1, '王建国', 'F08', '服务群众', 3, '8', '走访（金额不符）']]  # 3 x 2.5 is 7.5
        at = [r for r in appraisal if r[0] == '胡国强']
        at[2][6] = 21                               # over 20
        at[5][7] = ''                               # 廉 missing
        [r for r in appraisal if r[0] == '徐明'][0][8] += 2   # the written total is off
    elif branch == '南关社区':
        ledger += [['2025-12-27', 4, '谢军', 'F07', '', '', '12', '再次评定'],                # a second assessment
                   ['2025-07-03', 15, '许诺', 'F08', '服务群众', '1.5', '', '半次'],
                   ["'2025-06-31", 16, '傅强', 'F08', '服务群众', 1, '', '没有这一天']]
        at = [r for r in appraisal if r[0] == '唐吉']
        at[1][2] = at[0][2]                         # one judge twice
        cell(10, '2025-06-21', 'F04', '线')          # 萧寿: 老龄 online
    else:
        [r for r in ledger if r[2] == '薛松' and r[3] == 'F07'][0][6] = '30.5'  # over the full marks
        changes[-1][4] = '老龄'                     # 阎立: the roster says 在职
        dues[3][3 + 9] = '欠'                        # 蒋涵: no such mark


def main():
    folder = os.path.join(HERE, 'sample')
    os.makedirs(folder, exist_ok=True)

    def write(name, text):
        with open(os.path.join(folder, name), 'w', encoding='utf-8', newline='\n') as f:
            f.write(text)
    write('jifen.toml', '# about: three branches over a full year: all five classes, changes, transfers, judges, runs over the turn of the year;\n'
          '#   wrong entries of most kinds among them. Made by make_sample.py, reckoned by reckon.py.\n'
          'township = "%s"\nrules = "classified-members"\nperiod = "%d"\nprogramme_start = 2024\nprevious = "上年档案.txt"\n' % (TOWNSHIP, YEAR))
    for branch, members, judges in BRANCHES:
        write(branch + '.txt', book(branch, members, judges).rstrip('\n') + '\n')
    old = ['支部 姓名 出生年月 入党时间 组织生活起 组织生活止 党费起 党费止 工作任务起 工作任务止'.split(),
           ['南关社区党支部', '邓凯', '1981-12', '2005-07-01', '2024-11', '2024-12', '2024-09', '2024-12', '', ''],
           ['南关社区党支部', '于芳', '1961-11', '1991-07-01', '', '', '', '', '2024-12', '2024-12'],
           ['工业园党支部', '魏然', '1980-09', '2006-07-01', '2024-10', '2024-12', '2024-12', '2024-12', '', ''],
           ['工业园党支部', '叶青', '1974-08', '2000-07-01', '2024-08', '2024-12', '', '', '', '']]
    write('上年档案.txt', '\n'.join(sheet('上一年度档案', TOWNSHIP + '2024年度档案', old)).rstrip('\n') + '\n')


if __name__ == '__main__':
    main()
