//! All codes on one page, for the documentation.

use super::explain_page::add_code;
use super::page::{Align, Page};
use crate::model::Code;

/// The page: a list of the codes, then what `explain` says of each.
#[must_use]
pub fn codes_page(codes: &[&Code]) -> Page {
    let mut page = Page::default();
    page.heading("诊断代码");
    page.text("程序检查出的每一个问题都有一个代码。代码永远不变，也不会改作他用；用 jifen explain 加代码，可以看到和这里一样的说明。");
    page.text("「错误」必须改正，改正以前汇总结果只是试算；「提醒」请再看一看，不影响上报；「说明」可以不管。");
    page.text(
        "代码的字母：F 文件，L 表格的样子，V 单元格里填的内容，M 党员和花名册，E 登记与办法不符，P 程序和手续，S 可疑之处，\
         T 合计，A 名额和决定，R 规则集本身。",
    );
    let rows = codes.iter().map(|code| [code.id, code.severity.label(), code.title].map(str::to_owned).to_vec());
    page.grid(&[("代码", Align::Left), ("级别", Align::Left), ("意思", Align::Left)], rows.collect());
    for code in codes {
        add_code(&mut page, code);
    }
    page
}
