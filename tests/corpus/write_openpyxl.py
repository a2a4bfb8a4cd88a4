"""Writes forms as workbooks with openpyxl: `write_openpyxl.py FORMS.json`, a list of {"path", "sheets"}.

openpyxl cannot store a formula's value: a formula with one comes here as that value, one without as a formula.
"""

import datetime
import json
import sys

import openpyxl

KINDS = {"text": "s", "number": "n", "bool": "b", "error": "e", "formula": "f"}


def put(sheet, cell):
    target = sheet[cell["at"]]
    kind, value = cell["kind"], cell["value"]
    if kind == "date":
        target.value = datetime.datetime.fromisoformat(value)
    elif kind != "empty":
        if kind == "number":
            value = float(value) if "." in value else int(value)
        target.value = value
        target.data_type = KINDS[kind]
    if cell["format"]:
        target.number_format = cell["format"]


def write(form):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for described in form["sheets"]:
        sheet = book.create_sheet(described["name"])
        for cell in described["cells"]:
            put(sheet, cell)
        for merged in described["merges"]:
            sheet.merge_cells(merged)
        for row in described["hidden_rows"]:
            sheet.row_dimensions[row].hidden = True
        for column in described["hidden_columns"]:
            sheet.column_dimensions[column].hidden = True
        if described["hidden"]:
            sheet.sheet_state = "hidden"
    shown = [index for index, sheet in enumerate(book.worksheets) if sheet.sheet_state == "visible"]
    book.active = shown[0] if shown else 0
    book.save(form["path"])


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as forms:
        for form in json.load(forms):
            write(form)
