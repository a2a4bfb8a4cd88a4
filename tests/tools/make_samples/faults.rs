//! Plants what is wrong in 清河镇: each fault in a line of its own, with everything else in that line right.

use chrono::NaiveDate;

use crate::branch::{Branch, Member};
use crate::calendar::day;
use crate::items::item;
use crate::ledger::Cell::{Broken, Empty, Number};
use crate::ledger::State::{Excluded, Pending};
use crate::ledger::{Cell, Column, Line, Planted};

/// What is said of the one date that is a text.
const ODD_DATE: &str = "同一栏里只有这个日期写成文字";

/// Plants all faults inside workbooks that can be read.
pub fn plant(branches: &mut [Branch]) {
    for branch in branches {
        match branch.file.as_str() {
            "东河村" => east(branch),
            "西河村" => west(branch),
            "南坪村" => south(branch),
            "北岭村" => north(branch),
            "柳树湾村" => willow(branch),
            "石桥村" => bridge(branch),
            "清河社区" => community(branch),
            "大营村" => camp(branch),
            _ => {}
        }
    }
}

fn text(text: &str) -> Cell {
    Cell::text(text)
}

/// A bonus of two points for the `turn`-th ordinary member, in which something can be wrong.
fn aid(branch: &mut Branch, turn: usize, month: u32, date: u32) -> &mut Line {
    let index = branch.ordinary(turn);
    let at = day(branch.year, month, date);
    branch.happened(index, "Z01", at, None, Some(4))
}

fn priced<'a>(
    branch: &'a mut Branch,
    turn: usize,
    code: &str,
    at: (u32, u32),
    level: Option<&'static str>,
) -> &'a mut Line {
    let index = branch.ordinary(turn);
    let at = day(branch.year, at.0, at.1);
    branch.happened(index, code, at, level, None)
}

fn east(branch: &mut Branch) {
    aid(branch, 0, 3, 12).write(Column::Date, Empty).leave_out(Excluded).plant("V101", "日期空着");
    aid(branch, 1, 2, 28).write(Column::Date, text("2025-02-30")).leave_out(Excluded).plant("V102", "2 月没有 30 日");
    aid(branch, 2, 3, 15)
        .write(Column::Date, text("2025.3.15"))
        .plant("V201", "日期是文字 2025.3.15")
        .plant("V203", ODD_DATE);
    let index = branch.ordinary(3);
    let before = branch.happened(index, "Z02", day(2024, 12, 20), None, None);
    before.leave_out(Excluded).plant("E101", "日期在 2024 年，不在期间内");
    aid(branch, 4, 5, 9).write(Column::Verifier, Empty).leave_out(Pending).plant("P101", "增加分没有核实人，待审议");
    let late = aid(branch, 5, 4, 3);
    late.event.entered = day(2025, 5, 3);
    late.plant("S102", "登记日期比日期晚 30 天");
    aid(branch, 6, 4, 3).event.entered = day(2025, 5, 2);
    let twin = branch.called("刘德顺");
    branch.members[twin].planted.push(found("M104", "同一人也在石桥村花名册，两边都没有转入转出时间"));
}

fn west(branch: &mut Branch) {
    aid(branch, 0, 3, 20).write(Column::Points, text("三分多")).leave_out(Excluded).plant("V103", "分值写作三分多");
    aid(branch, 1, 6, 5).write(Column::Points, Empty).leave_out(Excluded).plant("E305", "Z01 由小组核定，分值空着");
    priced(branch, 2, "K01", (6, 27), None)
        .write(Column::Passed, Empty)
        .plant("P102", "扣减分没有党员大会通过日期，照常计入");
    priced(branch, 3, "J04", (5, 10), None).write(Column::Count, text("１")).plant("V201", "次数是全角 １");
}

fn south(branch: &mut Branch) {
    let unknown = priced(branch, 0, "J04", (4, 12), None).leave_out(Excluded);
    unknown.write(Column::Code, text("J09")).write(Column::Item, Empty).plant("E201", "没有 J09 这个项目");
    let other = item("Z02").name;
    aid(branch, 1, 5, 14)
        .write(Column::Item, text(other))
        .leave_out(Excluded)
        .plant("E202", "编号 Z01 与名称（Z02 的）矛盾");
    let neither = aid(branch, 2, 6, 18).write(Column::Code, Empty).write(Column::Item, Empty);
    neither.leave_out(Excluded).plant("E203", "项目编号和名称都空着");
    aid(branch, 3, 3, 15)
        .write(Column::Date, text("2025年3月15日"))
        .plant("V201", "日期是文字 2025年3月15日")
        .plant("V203", ODD_DATE);
    aid(branch, 4, 7, 23).write(Column::Name, text("孙大海")).leave_out(Excluded).plant("M101", "花名册中没有孙大海");
    let level = priced(branch, 5, "Z05", (8, 20), Some("镇级")).write(Column::Level, text("局级"));
    level.write(Column::Points, Empty).leave_out(Excluded).plant("E302", "Z05 没有局级");
}

fn north(branch: &mut Branch) {
    priced(branch, 0, "J04", (4, 17), None)
        .write(Column::Count, Number(1.5))
        .write(Column::Points, Empty)
        .leave_out(Excluded)
        .plant("V105", "次数 1.5 不是整数");
    priced(branch, 1, "J04", (4, 19), None)
        .write(Column::Count, Number(0.0))
        .write(Column::Points, Empty)
        .leave_out(Excluded)
        .plant("V105", "次数为 0");
    priced(branch, 2, "Z02", (5, 21), None)
        .write(Column::Level, text("镇级"))
        .plant("E303", "Z02 不分级别，却写了镇级");
    let early = aid(branch, 3, 9, 24);
    early.event.passed = Some(day(2025, 9, 10));
    early.plant("P103", "通过日期早于发生日期");
    let veto = priced(branch, 4, "V01", (10, 15), None);
    veto.event.count = None;
    veto.write(Column::Points, Number(10.0)).plant("E310", "一票否决的行写了分值");
    for (turn, wrong, what) in [(5, 1, "合计比实际多 1 分"), (6, -4, "合计比实际少 4 分")] {
        let index = branch.ordinary(turn);
        let stated = branch.tally(index).score() + 2 * wrong;
        branch.members[index].written.push((Column::Total, Cell::halves(stated)));
        branch.members[index].planted.push(found("T101", what));
    }
}

fn willow(branch: &mut Branch) {
    let namesake = branch.called("张伟");
    let unclear = branch.happened(namesake, "Z01", day(2025, 4, 22), None, Some(4));
    unclear.write(Column::Id, Empty).leave_out(Excluded).plant("M102", "两位张伟，没有写编号");
    let other = branch.id(branch.ordinary(1));
    let disagree = aid(branch, 0, 5, 20).write(Column::Id, text(&other));
    disagree.leave_out(Excluded).plant("M103", "编号是另一位党员的");
    let spaced = branch.called("王伟");
    let line = branch.happened(spaced, "Z01", day(2025, 6, 17), None, Some(4));
    line.write(Column::Name, text("王　伟")).plant("V201", "姓名中间有空格：王　伟");
    priced(branch, 2, "J04", (7, 5), None).write(Column::Count, text("1")).plant("V201", "次数是文字 1");
    let award = priced(branch, 3, "Z05", (7, 1), Some("镇级")).write(Column::Level, Empty).write(Column::Points, Empty);
    award.leave_out(Excluded).plant("E301", "Z05 没有写级别");
    twice(branch, 4, day(2025, 8, 12));
    let index = branch.ordinary(5);
    let again = &branch.members[index];
    let repeated = Member {
        person: again.person.clone(),
        number: again.number.clone(),
        came: None,
        left: None,
        died: None,
        note: String::new(),
        ordinary: false,
        repeats: Some(index),
        written: Vec::new(),
        planted: vec![found("M105", "同一编号、同一人在花名册中第二次出现")],
    };
    branch.members.push(repeated);
}

fn bridge(branch: &mut Branch) {
    aid(branch, 0, 3, 6)
        .write(Column::Points, Broken("#REF!"))
        .leave_out(Excluded)
        .plant("V104", "分值是公式错误 #REF!");
    let stated = priced(branch, 1, "Z02", (3, 18), None).write(Column::Count, Number(2.0));
    stated.write(Column::Points, Number(2.0)).leave_out(Excluded).plant("E304", "2 件每件 2 分，应为 4 分，写了 2 分");
    let range = priced(branch, 2, "Z04", (4, 15), None).write(Column::Points, Number(8.0));
    range.leave_out(Excluded).plant("E306", "Z04 每次 1—5 分，写了 8 分");
    aid(branch, 3, 5, 13)
        .write(Column::Points, Number(1.3))
        .leave_out(Excluded)
        .plant("E307", "Z01 按 0.5 分为档，写了 1.3 分");
    let negative = priced(branch, 4, "J04", (6, 7), None).write(Column::Points, Number(-1.5));
    negative.leave_out(Excluded).plant("E308", "志愿服务写了 −1.5 分");
    aid(branch, 5, 6, 24)
        .write(Column::Count, Number(2.0))
        .leave_out(Excluded)
        .plant("E309", "由小组核定的一行写了 2 次");
    aid(branch, 6, 9, 2).write(Column::Name, Empty).leave_out(Excluded).plant("M106", "没有姓名");
    let twin = branch.called("刘德顺");
    branch.members[twin].planted.push(found("M104", "同一人也在东河村花名册，两边都没有转入转出时间"));
}

fn community(branch: &mut Branch) {
    let matter = priced(branch, 0, "Z05", (7, 1), Some("村级")).write(Column::Count, Number(2.0));
    matter.write(Column::Points, Empty).plant("E311", "同一事由只计一次，次数写了 2");
    aid(branch, 1, 5, 27)
        .write(Column::Passed, Empty)
        .leave_out(Pending)
        .plant("P101", "增加分没有党员大会通过日期，待审议");
    let line = aid(branch, 2, 3, 3);
    let shown = line.event.passed.unwrap().format("%Y-%m-%d").to_string();
    line.write(Column::Passed, text(&shown)).plant("V201", "通过日期是文字").plant("V203", ODD_DATE);
    twice(branch, 3, day(2025, 9, 16));
    let index = branch.ordinary(4);
    let after = branch.happened(index, "Z02", day(2026, 1, 5), None, None);
    after.leave_out(Excluded).plant("E101", "日期在 2026 年，不在期间内");
    aid(branch, 5, 8, 6).write(Column::Count, text("几次")).leave_out(Excluded).plant("V103", "次数写作几次");
    aid(branch, 6, 4, 10).write(Column::Points, Number(-2.0)).leave_out(Excluded).plant("E308", "增加分写了 −2 分");
}

fn camp(branch: &mut Branch) {
    let came = branch.called("韩志刚");
    branch.happened(came, "Z01", day(2025, 4, 8), None, Some(4)).plant("S103", "日期早于转入时间 5 月 20 日");
    let left = branch.called("周国强");
    branch.happened(left, "Z01", day(2025, 9, 9), None, Some(4)).plant("S103", "日期晚于转出时间 8 月 20 日");
    let level = priced(branch, 0, "J01", (5, 14), Some("缺学")).write(Column::Level, text("迟到"));
    level.leave_out(Excluded).write(Column::Points, Empty).plant("E302", "J01 没有迟到");
    aid(branch, 1, 6, 11).write(Column::Code, text("Ｚ０１")).plant("V201", "项目编号是全角 Ｚ０１");
    let unvoted = priced(branch, 2, "K03", (7, 17), None).write(Column::Passed, Empty);
    unvoted.plant("P102", "扣减分没有党员大会通过日期，照常计入");
}

/// Two lines that agree in every cell but the serial number.
fn twice(branch: &mut Branch, turn: usize, date: NaiveDate) {
    let index = branch.ordinary(turn);
    let mut second = branch.happened(index, "Z02", date, None, None).clone();
    second.plant("S101", "与上一行完全相同");
    branch.lines.push(second);
}

fn found(code: &'static str, what: &str) -> Planted {
    Planted { code, what: what.to_owned() }
}
