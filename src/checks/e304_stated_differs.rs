//! E304: the stated points are not what the rule gives.

use super::{Book, known_item};
use crate::model::{Code, Diagnostic, Entry, Example, Field, Points, Severity, Verdict};
use crate::rules::{Pricing, Rule};
use crate::scoring::{View, frames_of};

/// What `jifen explain E304` says.
pub static CODE: Code = Code {
    id: "E304",
    severity: Severity::Error,
    verdict: Verdict::Excluded,
    title: "分值与办法不符",
    why: "所写的分值不是办法规定的分值乘以次数，不知道哪个写错了。",
    mend: "请核对次数、级别和分值；分值也可以空着，由程序按办法计算。",
    bad: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 2 | | 5 | 清理河道 | | ",
    ),
    good: Example::Sheets(
        "# 积分登记
序号 | 日期 | 姓名 | 项目编号 | 项目名称 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期
1 | 2025-05-12 | 王伟 | J04 | 志愿服务 | 2 | | 3 | 清理河道 | | ",
    ),
};

/// Whether the stated points differ from price × 次数. For deductions 3 and −3 both mean three off.
pub fn run(book: &Book<'_>, entry: &Entry) -> Option<Diagnostic> {
    let item = known_item(book, entry)?;
    let written = entry.stated.filter(|stated| item.takes_negative() || !stated.is_negative())?;
    let stated = item.without_sign(written);
    let day = entry.when?.to();
    if !matches!(item.pricing_on(day), Pricing::Fixed(_) | Pricing::Levels(_)) || item.is_veto_at(&entry.level) {
        return None;
    }
    let each = item.price(day, &entry.level, 1, None)?;
    let whole = each * Points::whole(i64::from(entry.quantity));
    // A matter counts once, whatever 次数 says: the single price is as right as the multiple.
    if stated == whole || (item.once.is_some() && stated == each) {
        return None;
    }
    if item.factor.as_ref().is_some_and(|factor| factor_of(book, entry, factor).is_none_or(|by| stated == whole * by)) {
        return None;
    }
    let (label, level, unit, times) = (item.label(), &entry.level, &item.unit, entry.quantity);
    let message =
        format!("{label}{level}每{unit} {each} 分，{times} {unit}应当是 {whole} 分，这里写的是 {written} 分。");
    let advice = format!("请核对次数、级别和分值。按 {times} {unit}计的，分值改成 {whole}，或者空着。");
    Some(CODE.says(message).at(entry.cell(Field::Stated)).found(&written.to_string()).advise(advice))
}

/// By what the price of the line is multiplied; the plain price is as right as the multiplied one.
fn factor_of(book: &Book<'_>, entry: &Entry, factor: &Rule) -> Option<Points> {
    let member = entry.member?;
    let at = book.entries.iter().position(|other| std::ptr::eq(other, entry))?;
    let frames = frames_of(&book.scene, member);
    View::of_line(&book.scene, member, &frames, at).number(factor)
}
