"""The queries of docs/列式导出.md on DuckDB, and the datasets beside 结果.json.

    python3 quota.py DOC FOLDER...

Each FOLDER holds 结果/结果.json and 数据集. Whatever differs is printed; the exit code is then 1.
"""

import collections
import decimal
import json
import os
import re
import sys

import duckdb

Decimal = decimal.Decimal
DATASETS = {
    "members": 2, "scores": 2, "entries": 2, "parts": 2, "alerts": 2, "diagnostics": 2,
    "branches": 1, "quotas": 1, "grades": 1, "decisions": 1, "runs": 1,
}
PARTS = {"category": "categories", "group": "groups", "period": "periods", "series": "series"}
MILLIONTH = Decimal("0.000001")


def queries(page):
    """The queries of the page by the names in the comments before them."""
    found = re.findall(r"<!-- 查询：(.+?) -->\n```sql\n(.*?)```", page, re.S)
    return dict(found)


def in_millionths(text):
    """A figure of 结果.json as the datasets hold it."""
    return None if text is None else Decimal(text).quantize(MILLIONTH, rounding=decimal.ROUND_HALF_UP)


class Folder:
    def __init__(self, path, said):
        self.path, self.said, self.wrong = path, said, 0
        with open(os.path.join(path, "结果", "结果.json"), encoding="utf-8") as file:
            self.result = json.load(file)
        os.chdir(path)
        self.base = duckdb.connect()
        self.base.execute(said["DuckDB 的表"])
        for name, depth in DATASETS.items():
            types = "{'township': VARCHAR" + (", 'branch': VARCHAR}" if depth == 2 else "}")
            stars = "/*" * depth
            self.base.execute(
                f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet("
                f"'数据集/{name}{stars}/*.parquet', hive_partitioning = true, hive_types = {types})"
            )
        self.members = []
        count = collections.Counter()
        for member in self.result["members"]:
            count[member["branch"]] += 1
            self.members.append(((member["branch"], count[member["branch"]]), member))

    def rows(self, query):
        return self.base.execute(query).fetchall()

    def same(self, what, ours, theirs):
        if ours != theirs:
            self.wrong += 1
            print(f"{self.path}: {what}\n  dataset: {str(ours)[:1500]}\n  result:  {str(theirs)[:1500]}")

    def differing(self, what, ours, theirs):
        """Two dictionaries, told by the keys at which they differ."""
        keys = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
        self.same(f"{what}: {len(keys)} differ, first {keys[:1]}",
                  [ours.get(key) for key in keys[:5]], [theirs.get(key) for key in keys[:5]])

    def check(self):
        self.quotas()
        self.people()
        self.steps_and_entries()
        self.parts()
        self.problems()
        self.township()
        return self.wrong

    def quotas(self):
        self.base.execute(self.said["名额"])
        got = {(branch, no): (grade, stars) for branch, no, grade, stars in
               self.rows("SELECT branch, member_no, grade, stars FROM standing")}
        self.differing("grades and stars", got, {key: (m["grade"], m["stars"]) for key, m in self.members})
        contested = {key: [] for key, _ in self.members}
        for branch, no, grade in self.rows(
                "SELECT v.branch, v.member_no, v.grade FROM verdicts v WHERE v.verdict = 'contested' ORDER BY places"):
            contested[branch, no].append(grade)
        self.differing("contested", {k: sorted(v) for k, v in contested.items()},
                       {key: sorted(m["contested"]) for key, m in self.members})
        # awarded and contested of each place, by number of heads and by names.
        heads = collections.Counter()
        names = collections.defaultdict(list)
        for scope, grade, verdict, name in self.rows("SELECT scope, grade, verdict, name FROM verdicts"):
            heads[scope, grade] += 1
            names[scope, grade, verdict].append(name)
        bare = lambda listed: sorted(re.sub(r"（.*?）$", "", who.split(" ")[-1]) for who in listed)
        for quota in self.result["quotas"]:
            key = (quota["scope"], quota["level"])
            self.same(f"candidates of {key}", heads[key], quota["candidates"])
            for verdict in ("awarded", "contested"):
                self.same(f"{verdict} of {key}", sorted(names[(*key, verdict)]), bare(quota[verdict]))
        self.same("the check of the page", self.rows(self.said["核对"]), [])
        five = {(scope, name) for _, _, scope, _, verdict, _, name in self.rows(self.said["五星"]) if verdict == "awarded"}
        best = {m["name"] for _, m in self.members if m["stars"] == 5}
        self.same("five stars", sorted(name for _, name in five), sorted(best))

    def people(self):
        columns = ["name", "id", "class", "probationary", "counted", "party_group", "score", "rank_branch",
                   "rank_township", "grade", "stars", "grade_by_points", "stars_by_points", "veto", "contested",
                   "consequences"]
        got = {tuple(row[:2]): list(row[2:]) for row in
               self.rows(f"SELECT branch, member_no, {', '.join(columns)} FROM members")}
        joined = lambda texts: "、".join(texts) or None
        want = {key: [m["name"], m["id"] or None, m["class"], m["probationary"], m["counted"], m.get("party_group"),
                      in_millionths(m["score"]), m["rank"]["branch"], m["rank"]["township"], m["grade"], m["stars"],
                      m["grade_by_points"], m["stars_by_points"], joined(m["veto"]), joined(m["contested"]),
                      joined(m["consequences"])] for key, m in self.members}
        self.differing("members", got, want)

    def steps_and_entries(self):
        steps, entries = {}, {}
        for key, member in self.members:
            for s, step in enumerate(member["steps"], 1):
                steps[(*key, s)] = [step["item"], step["category"], step["period"], in_millionths(step["counted"]),
                                    in_millionths(step["of"]), step["note"] or None]
                for e, entry in enumerate(step["entries"], 1):
                    source = entry["source"]
                    entries[(*key, s, e)] = [
                        step["item"], entry["date"], in_millionths(entry["quantity"]), entry["level"],
                        in_millionths(entry["stated"]), in_millionths(entry["effect"]), entry["state"], entry["why"],
                        source["file"], source["sheet"], source["cell"]]
        got = self.rows("SELECT branch, member_no, step_no, item, category, settled, counted, full_marks, note FROM scores")
        self.differing("steps", {row[:3]: list(row[3:]) for row in got}, steps)
        got = self.rows("SELECT branch, member_no, step_no, entry_no, item, written_date, quantity, level, stated, effect,"
                        " state, why, file, sheet, cell FROM entries")
        self.differing("entries", {row[:4]: list(row[4:]) for row in got}, entries)
        # And as sums, as whoever queries them would make them.
        sums = self.rows("SELECT count(*), sum(counted) FROM scores")[0]
        self.same("sum of steps", sums, (len(steps), sum(step[3] for step in steps.values()) if steps else None))
        sums = self.rows("SELECT count(*), sum(effect) FROM entries")[0]
        self.same("sum of entries", sums, (len(entries), sum(entry[5] for entry in entries.values()) if entries else None))
        days = self.rows("SELECT count(*) FROM entries WHERE strftime(occurred, '%Y-%m-%d') IS DISTINCT FROM written_date"
                         " AND regexp_full_match(written_date, '[0-9]{4}-[0-9]{2}-[0-9]{2}')")
        self.same("days", days, [(0,)])

    def parts(self):
        want = {(*key, kind, part): in_millionths(points) for key, member in self.members
                for kind, name in PARTS.items() for part, points in member.get(name, {}).items()}
        got = {row[:4]: row[4] for row in self.rows("SELECT branch, member_no, kind, part, points FROM parts")}
        self.differing("parts", got, want)
        self.same("number of parts", len(got), len(want))
        alerts = sorted((*key, a["kind"], a["from"], a["to"], a["months"], a["level"])
                        for key, member in self.members for a in member.get("alerts", []))
        got = self.rows("SELECT branch, member_no, kind, from_month, to_month, months, level FROM alerts")
        self.same("alerts", sorted(got), alerts)

    def problems(self):
        keys = ["code", "severity", "file", "sheet", "cell", "branch", "member", "value", "message", "help"]
        want = {no: [d[key] or None for key in keys] for no, d in enumerate(self.result["diagnostics"], 1)}
        got = self.rows("SELECT diagnostic_no, code, severity, file, sheet, cell, branch, member, found, message, help"
                        " FROM diagnostics")
        self.differing("diagnostics", {row[0]: list(row[1:]) for row in got}, want)
        self.same("number of diagnostics", len(got), len(want))

    def township(self):
        result = self.result
        got = self.rows("SELECT branch, members, mean, errors, warnings FROM branches")
        self.same("branches", sorted(got), sorted(
            (b["name"], b["members"], in_millionths(b["mean"]), b["errors"], b["warnings"]) for b in result["branches"]))
        got = self.rows("SELECT scope, grade, counted, percent, places, candidates, awarded_count, contested_count, reserved"
                        " FROM quotas")
        self.same("quotas", sorted(got), sorted(
            (q["scope"], q["level"], q["counted"], in_millionths(q["percent"]), q["limit"], q["candidates"],
             len(q["awarded"]), len(q["contested"]), q["reserved"]) for q in result["quotas"]))
        sets = result.get("rule_sets") or [result["rule_set"]]
        got = self.rows("SELECT rule_set, rule_set_sha256, status, period FROM runs")
        self.same("runs", sorted(got), sorted(
            (s["id"], s["sha256"], result["status"], result["period"]["label"]) for s in sets))
        township = {row[0] for row in self.rows("SELECT DISTINCT township FROM members")}
        self.same("township", township, {result["township"]})
        got = self.rows("SELECT name, awarded, outcome FROM decisions")
        self.same("decisions", sorted(map(str, got)), sorted(
            str((d["name"], d.get("awarded"), d["outcome"])) for d in result.get("decisions", [])))


def main():
    with open(sys.argv[1], encoding="utf-8") as page:
        said = queries(page.read())
    wrong = sum(Folder(os.path.abspath(path), said).check() for path in sys.argv[2:])
    print(f"{len(sys.argv) - 2} folders, {wrong} differences")
    sys.exit(1 if wrong else 0)


main()
