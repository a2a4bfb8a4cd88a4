//! 得分: from the points that somebody is to have to lines of a ledger that give them.

use jifen::model::Points;

/// A line: item, 次数, 级别, 分值.
pub type Line = (&'static str, String, &'static str, String);

fn points(text: &str) -> Points {
    if text.is_empty() { Points::ZERO } else { Points::parse(text).unwrap() }
}

/// Lines that give these points.
pub fn lines(base: &str, bonus: &str, penalty: &str) -> Vec<Line> {
    let mut lines = base_lines(points(base));
    let worth = |item, points: Points| (item, String::new(), "", points.to_string());
    let half = Points::parse("0.5").unwrap();
    let mut rest = points(bonus);
    while rest >= Points::whole(5) {
        let some = Points::whole(i64::try_from(rest.floor()).unwrap()).min(Points::whole(10));
        lines.push(worth("Z08", some));
        rest -= some;
    }
    if rest >= Points::whole(1) {
        lines.push(worth("Z04", rest));
    } else if rest == half {
        lines.push(("Z07", "1".to_owned(), "村级", String::new()));
    } else {
        assert!(rest.is_zero(), "增加分 {bonus} 折不成登记");
    }
    let mut rest = points(penalty).abs();
    while rest > Points::whole(5) {
        let some = Points::whole(5);
        lines.push(worth("K06", some));
        rest -= some;
    }
    if !rest.is_zero() {
        lines.push(worth("K04", rest));
    }
    lines
}

/// 55 is what everybody has; from 70 down, months of dues in arrears and a leave.
fn base_lines(base: Points) -> Vec<Line> {
    if base == Points::whole(55) {
        return Vec::new();
    }
    let off = Points::whole(70) - base;
    let months = off.floor();
    assert!((0..=10).contains(&months), "基础分 {base} 折不成登记");
    let mut lines = vec![("J04", "10".to_owned(), "", String::new())];
    if months > 0 {
        lines.push(("J03", months.to_string(), "", String::new()));
    }
    if off > Points::whole(i64::try_from(months).unwrap()) {
        lines.push(("J02", "1".to_owned(), "请假", String::new()));
    }
    lines
}
