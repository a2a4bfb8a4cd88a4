#!/usr/bin/env python3
"""Makes data/strokes.txt of the npm package cnchar-order.

    npm pack cnchar-order@3.2.6 && tar xzf cnchar-order-3.2.6.tgz
    python3 tests/tools/strokes/make_strokes.py package/cnchar.order.min.js > data/strokes.txt

The package has a letter for each of 26 shapes of strokes. Here they are the five kinds of the order by strokes
(横竖撇点折, 1 to 5), as the standards of stroke order count them: a rising stroke (提) is 横, a hook on a straight
vertical (竖钩) is 竖, a falling stroke (捺) is 点, and everything that turns is 折.
"""
import json
import re
import sys

KIND = {"j": "1", "i": "1", "f": "2", "g": "2", "s": "3", "k": "4", "d": "4", "l": "4"}
HEADER = """\
# 汉字的笔顺，一行一种：笔顺，一个空格，笔顺是这样的字。1 横（提），2 竖（竖钩），3 撇，4 点（捺），5 折。笔顺的长短就是笔画数。
# Made by tests/tools/strokes/make_strokes.py of the npm package cnchar-order 3.2.6. The data's licence:
#   The MIT License (MIT). Copyright (c) 2017 - present theajack <theajack@qq.com>. All rights reserved.
#   Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
#   files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
#   modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
#   Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice
#   shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY
#   OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR
#   PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
#   LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR
#   THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        found = re.search(r"JSON\.parse\('(\{\"一\".*?\})'\)", file.read())
    by_strokes: dict[str, list[str]] = {}
    for character, letters in json.loads(found.group(1)).items():
        if len(character) == 1 and "\u4e00" <= character <= "\u9fff":
            by_strokes.setdefault("".join(KIND.get(letter, "5") for letter in letters), []).append(character)
    sys.stdout.write(HEADER)
    for strokes in sorted(by_strokes, key=lambda strokes: (len(strokes), strokes)):
        sys.stdout.write(f"{strokes} {''.join(sorted(by_strokes[strokes]))}\n")


if __name__ == "__main__":
    main()
