"""Fills in the blank workbook of township-stars as a careful secretary would: every item, every kind of entry, no fault."""

import datetime
import sys

import openpyxl

source, target = sys.argv[1:3]
book = openpyxl.load_workbook(source)

PEOPLE = [("王志远", "男", 1968), ("李秀英", "女", 1975), ("张建国", "男", 1981), ("刘桂芳", "女", 1990)]
LEVELS = {"J01": "请假补学", "J02": "请假", "Z05": "县级", "Z07": "镇级", "K05": "村级"}
STATED = {"Z01": 1.5, "Z04": 3, "Z08": 8, "K04": -2, "K06": -6}


def day(month, number):
    return datetime.datetime(2025, month, number)


def header(sheet):
    return next(row[0].row for row in sheet.iter_rows() if any(cell.value == "姓名" for cell in row))


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[header(sheet)] if cell.value}


def first(sheet):
    """The first row to be filled in: below the header and the example."""
    return header(sheet) + 2


def write(sheet, row, values):
    at = columns(sheet)
    for name, value in values.items():
        sheet.cell(row=row, column=at[name], value=value)


for sheet, title in ((book["花名册"], "党员花名册"), (book["积分登记"], "2025年党员积分登记表")):
    sheet.cell(row=1, column=1, value="清河镇东河村党支部" + title)

for place, (name, sex, born) in enumerate(PEOPLE):
    write(book["花名册"], first(book["花名册"]) + place, {
        "序号": place + 1, "编号": "D%02d" % (place + 1), "姓名": name, "性别": sex,
        "出生年月": datetime.datetime(born, 5, 4), "入党时间": datetime.datetime(born + 25, 7, 1), "党员类别": "正式党员",
    })

choices = [(str(row[0].value), row[1].value) for row in book["下拉选项"].iter_rows()]
numbers = [(number, choice) for number, choice in choices if number[:1] in "JZK" and number[1:].isdigit()]
assert len(numbers) >= 15, numbers
top = row = first(book["积分登记"])
for place, (number, choice) in enumerate(numbers):
    name = PEOPLE[place % len(PEOPLE)][0]
    values = {
        "序号": row - top + 1, "日期": day(1 + place % 11, 5), "登记日期": day(1 + place % 11, 8),
        "编号": "D%02d" % (place % len(PEOPLE) + 1), "姓名": name, "项目名称": choice, "次数": 1,
        "事由": "第 %d 件事" % (place + 1), "佐证材料": "照片",
    }
    if number in LEVELS:
        values["级别"] = LEVELS[number]
    if number in STATED:
        values["分值"] = STATED[number]
    if number[0] in "ZK":
        values["核实人"] = "赵德福"
        values["党员大会通过日期"] = day(1 + place % 11, 28)
    write(book["积分登记"], row, values)
    row += 1

book.save(target)
