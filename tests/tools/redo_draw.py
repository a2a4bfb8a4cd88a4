"""Makes the draw of a check list (抽查清单.xlsx) again, from what the list prints, by docs/抽查.md and nothing of jifen's.

    python3 redo_draw.py 抽查清单.xlsx [以前的清单.xlsx ...]

Prints what differs, and ends with 1; without differences it prints the drawn branches and ends with 0. The earlier lists,
oldest first, tell which branches have to be drawn; without them the column 必抽 is believed.
"""

import hashlib
import sys

import openpyxl


def sha(*parts):
    return hashlib.sha256("|".join(parts).encode("utf-8")).hexdigest()


def table(book, name, first):
    """The rows of a sheet as dictionaries, below the row that holds the header `first`."""
    header, rows = None, []
    for cells in book[name].iter_rows(values_only=True):
        if header is None:
            if first in cells:
                header = cells
        elif isinstance(cells[0], (int, float)):
            rows.append(dict(zip(header, cells)))
    return rows


def method(book):
    return {str(row[0]): row[1] for row in book["抽查办法"].iter_rows(values_only=True) if row[0] and len(row) > 1}


def main():
    book = openpyxl.load_workbook(sys.argv[1])
    earlier = [openpyxl.load_workbook(path) for path in sys.argv[2:]]
    said = method(book)
    seed, wrong = str(said["抽查种子"]), []
    count = int(said["登记"].split("抽 ")[1].split(" 条")[0])

    branches = table(book, "支部名单", "摘要")
    took = [{row["支部"] for row in table(old, "支部名单", "摘要") if row["抽中"] == "抽中"} for old in earlier]
    strata = {}
    for row in branches:
        due = row["必抽"] == "必抽"
        if earlier:
            due = len(took) >= 2 and all(row["支部"] not in drawn for drawn in took[-2:])
        strata.setdefault(row.get("层"), []).append((not due, sha(seed, row["支部"]), row["支部"]))
    drawn = set()
    for members in strata.values():
        members.sort()
        due = sum(1 for late, _, _ in members if not late)
        drawn.update(name for _, _, name in members[: max(-(-len(members) // 3), due)])
    listed = {row["支部"] for row in branches if row["抽中"] == "抽中"}
    if drawn != listed:
        wrong.append(f"支部：重抽 {sorted(drawn)}，清单 {sorted(listed)}")
    wrong += [f"摘要：{row['支部']}" for row in branches if row["摘要"] != sha(seed, row["支部"])]

    entries = table(book, "登记名单", "最小的摘要")
    for branch in sorted(drawn):
        mine = [row for row in entries if row["支部"] == branch]
        sizes = sorted((abs(row["分值"]) for row in mine if row["分值"] is not None), reverse=True)
        # Equal ones together, at most a quarter.
        high = {size for size in sizes if sum(1 for other in sizes if other >= size) <= len(sizes) // 4}
        order = []
        for at, row in enumerate(mine):
            is_high = row["分值"] is not None and abs(row["分值"]) in high
            tickets = 1 + 2 * is_high + 2 * bool(row["问题"])
            place = (row["文件"], row["工作表"], row["单元格"])
            least = min(sha(seed, *place, str(k)) for k in range(1, tickets + 1))
            order.append((least, at, place))
            if (tickets, least) != (row["签数"], row["最小的摘要"]):
                wrong.append(f"登记：{branch} {place}，重算 {tickets} 张签 {least}")
        again = {place for _, _, place in sorted(order)[:count]}
        there = {(row["文件"], row["工作表"], row["单元格"]) for row in mine if row["抽中"] == "抽中"}
        if again != there:
            wrong.append(f"登记：{branch}，重抽 {sorted(again)}，清单 {sorted(there)}")
        visits = [sheet for sheet in book if sheet["A3"].value == "支部" and sheet["B3"].value == branch]
        visited = [table(book, sheet.title, "核查结果") for sheet in visits]
        to_visit = {(row["文件"], row["工作表"], row["单元格"]) for row in sum(visited, [])}
        if to_visit != again:
            wrong.append(f"抽查表：{branch}，{sorted(to_visit)}")

    print("\n".join(wrong) or "\n".join(sorted(drawn)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
