//! What reads, into what, and what is refused.

use super::*;

fn source(text: &str) -> String {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).source()
}

#[test]
fn formulas_of_the_design_read_and_print() {
    for text in [
        "20 * present / due",
        "min(40, 2 * floor(max(0, rate - 100)))",
        "90 <= score < 100",
        "score >= 92 and base >= 60 and not any(D01)",
        "if(class = '老龄', 40, 30)",
        "count(attendance, sign = '出席' or sign = '请假')",
        "any(X04, honour like '最美*人' and level >= '镇级')",
        "ballot.excellent * 100 >= ballot.valid * 60",
        "press in ('县级', '市级') or not press in ('省级')",
        "branch(count(assessment)) > 0",
        "without(date < 2025-07-01, score)",
        "round(a, 2, 'half_even') - (b - c) - -d",
        "(a or b) and (c and d)",
        "-(3) * -3 + -(a + b)",
        "a < b and b < c",
        "三会一课 + 「主题党日（季度）」",
        "members < 20",
    ] {
        let expected = if text == "a < b and b < c" { "a < b < c" } else { text };
        assert_eq!(source(text), expected);
    }
}

#[test]
fn spellings_of_one_formula_become_one() {
    for (written, read) in [
        ("２０×ｐｒｅｓｅｎｔ÷ｄｕｅ", "20 * present / due"),
        ("ｍｉｎ（４０，ｘ）", "min(40, x)"),
        ("９０≤总分＜１００", "90 <= 总分 < 100"),
        ("总分>=90 且 不是 有处分 或 补记", "总分 >= 90 and not 有处分 or 补记"),
        ("a >= 90且b >= 80或者c ＝ 1", "a >= 90 and b >= 80 or c = 1"),
        ("(a)且(b)", "a and b"),
        ("x = 90and y = 90or z", "x = 90 and y = 90 or z"),
        ("AND_x + Or_y", "AND_x + Or_y"),
        ("IF(yes, Min(1, 2), NO)", "if(yes, min(1, 2), no)"),
        ("60% * 0.50", "0.6 * 0.5"),
        ("12.5％", "0.125"),
        ("a － b ＋ c ≠ d", "a - b + c != d"),
        ("a <> b", "a != b"),
        ("a == b", "a = b"),
        ("class in (“甲”、‘乙’，\"丙\")", "class in ('甲', '乙', '丙')"),
        ("class not in ('甲')", "not class in ('甲')"),
        ("honour not like '最美*'", "not honour like '最美*'"),
        ("x = 'it''s'", "x = 'it''s'"),
        ("x = “it's”", "x = 'it''s'"),
        ("day >= 2025-07-01", "day >= 2025-07-01"),
        ("2025 - 7 - 1", "2025 - 7 - 1"),
        ("12345热线 + 3次", "「12345热线」 + 「3次」"),
        ("3或a", "3 or a"),
        ("a.b + 表1.分数", "a.b + 表1.分数"),
        ("\u{feff} 总\u{3000}+ 1", "总 + 1"),
        ("- 5 - -x - (-x)", "-5 - -x - -x"),
    ] {
        assert_eq!(source(written), read, "{written}");
    }
}
#[test]
fn mistakes_are_told_with_their_place() {
    for (text, at, message) in [
        ("", 0, "公式是空的。"),
        ("  ", 2, "公式是空的。"),
        ("a +", 3, "公式到这里断了，后面还要有数字、名称、文字或左括号。"),
        ("a + * b", 4, "这里写着「*」，应当是数字、名称、文字或左括号。"),
        ("a b", 2, "这里写着「b」，应当是运算符（如 +、>=、and）或公式的结尾。"),
        ("总分 以上", 3, "这里写着「以上」，应当是运算符（如 +、>=、and）或公式的结尾。"),
        ("min(1, 2", 8, "公式到这里断了，后面还要有逗号或右括号。"),
        ("min（1，2；", 7, "公式里不能写「；」。"),
        ("a)", 1, "这个右括号前面没有左括号。"),
        ("(a, b)", 0, "括号里只能有一个式子；几个值的列表写在 in 后面。"),
        ("x in '甲'", 5, "这里写着「'甲'」，应当是左括号：in 后面写成 in ('甲', '乙')。"),
        ("x in ()", 6, "这里写着「)」，应当是数字、名称、文字或左括号。"),
        ("x = 'abc", 4, "从这里开始的文字没有写完，后面缺少「'」。"),
        ("x = “甲\"", 4, "从这里开始的文字没有写完，后面缺少「”」。"),
        ("「」 + 1", 0, "「」里要写名称。"),
        ("5 & 6", 2, "公式里不能写「&」。"),
        ("1.5分", 3, "数字后面紧接着「分」：单位不写，乘号不能省。"),
        ("12345678901", 0, "「12345678901」数字太大，或小数多于六位。"),
        ("0.00001%", 0, "「0.00001%」小数太多。"),
        ("x < 2025-02-29", 4, "「2025-02-29」没有这一天。"),
        ("x < 2025-7-1", 4, "「2025-7-1」不是日期的写法：日期写成 2025-07-01，要相减就在减号两边留空格。"),
        ("a < b > c", 6, "比较不能这样连写：只能写成 a <= x < b，其余的用 and 分开。"),
        ("a < b < c < d", 10, "比较不能这样连写：只能写成 a <= x < b，其余的用 and 分开。"),
        ("a = b = c", 6, "比较不能这样连写：只能写成 a <= x < b，其余的用 and 分开。"),
        ("a = not b", 4, "「不是」（not）写在整个比较的前面，或放进括号里。"),
        ("cuont(D01)", 0, "没有叫做「cuont」的函数，是不是「count」？"),
        ("min(1)", 0, "「min」要有 2 到 64 个参数，写了 1 个。"),
        ("floor(1, 2)", 0, "「floor」要有 1 个参数，写了 2 个。"),
        ("floor()", 0, "「floor」要有 1 个参数，写了 0 个。"),
        ("count(a + b)", 0, "「count」的第一个参数要写项目、类别或表的名称。"),
        ("branch(score)", 0, "「branch」里面要写 count、sum、any 等对记录的统计。"),
        ("closed(1)", 0, "「closed」的参数要写名称。"),
        ("round(a, 7)", 0, "「round」的第二个参数是小数位数，只能是 0 到 6 的整数。"),
        ("round(a, 1, 'half')", 0, "「round」的第三个参数只能是 'up'、'down' 或 'half_even'。"),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!((error.at, error.message.as_str()), (at, message), "{text}");
    }
    let unknown = parse("统计(D01)").unwrap_err().message;
    assert!(unknown.starts_with("没有叫做「统计」的函数，可以用的有：min、max、"), "{unknown}");
}

#[test]
fn names_keep_their_place_and_are_equal_by_their_text() {
    let tree = parse("　总分 + 「总分」").unwrap();
    let mut names = Vec::new();
    tree.walk(&mut |part| {
        if let Expr::Name(name) = part {
            names.push(name);
        }
    });
    assert_eq!(names.iter().map(|name| name.at).collect::<Vec<_>>(), [1, 6]);
    assert_eq!(names.first(), names.last());
}

#[test]
fn length_depth_and_copies_are_bounded() {
    let deep = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&deep(DEEPEST)).is_ok());
    let band = |inner: String, _| format!("(1<{inner}<2)");
    for (text, message) in [
        (deep(DEEPEST + 1), "公式套得太深：最多 64 层。"),
        ("-".repeat(LONGEST), "公式套得太深：最多 64 层。"),
        ("not ".repeat(80), "公式套得太深：最多 64 层。"),
        ("min(".repeat(80), "公式套得太深：最多 64 层。"),
        ("1+".repeat(LONGEST_CHAIN + 1) + "1", "连写的运算太多：最多 128 个，可以用括号分段。"),
        (["(1", &"+1".repeat(120), ")", &"+1".repeat(120)].concat(), "公式套得太深：带括号的部分里连写的运算太多。"),
        ("1".repeat(LONGEST + 1), "公式太长：最多 2000 个字。"),
        ((0..60).fold("x".to_owned(), band), "连写的比较套得太多，请用 and 分开写。"),
    ] {
        assert_eq!(parse(&text).unwrap_err().message, message);
    }
    assert!(parse(&("1+".repeat(LONGEST_CHAIN) + "1")).is_ok());
    // A few bands within one another are nothing unusual for the reader.
    assert!(parse(&(0..6).fold("x".to_owned(), band)).is_ok());
}
