//! F103: a format that is recognised and not read.

use crate::model::{Code, Example, Severity, Verdict};
use crate::workbook::sniff::Kind;

/// F103: a format that is recognised and not read.
pub static CODE: Code = Code {
    id: "F103",
    severity: Severity::Error,
    verdict: Verdict::Counted,
    title: "不能读取的文件格式",
    why: "目前只读取 表格文件（.xlsx、.xls、.et、.xlsb、.ods、.csv 等）。文件名的后缀可以随便改，所以按内容判断。",
    mend: "用 Excel 或 WPS 打开，另存为 .xlsx（Excel 工作簿），再运行。",
    bad: Example::File("东河村.xls", b"%PDF-1.7"),
    good: Example::Told("同一张表，用 Excel 或 WPS 另存为 .xlsx。"),
};

const SAVE_AS: &str = "用 Excel 或 WPS 打开，另存为 .xlsx（Excel 工作簿），再运行。";
const COPY: &str = "如果里面有积分表，请把表格复制到 Excel 或 WPS 的新工作簿，另存为 .xlsx，再运行。";

/// What a recognised file is, and the way out; `None` where nothing is known of it.
pub(in crate::workbook) fn foreign(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::WebPage => ("里面没有表格的网页", "可能是登录过期后存下的网页：请重新登录系统，再导出一次。"),
        Kind::WebArchive => ("单个文件的网页（.mht）", SAVE_AS),
        Kind::Ancient => ("Excel 4.0 及更早的文件", SAVE_AS),
        Kind::Database => ("数据库文件（如 Access）", COPY),
        Kind::Word => ("文字文档（如 Word）", COPY),
        Kind::Slides => ("演示文稿（如 PPT）", COPY),
        Kind::Pdf => ("PDF 或 OFD 版式文件", COPY),
        Kind::Picture => ("图片", "请向支部要 Excel 或 WPS 的原始表格。"),
        Kind::Archive => ("压缩包", "先解压，把里面的工作簿放到文件夹里，再运行。"),
        Kind::Xlsx
        | Kind::Xls
        | Kind::Xlsb
        | Kind::Ods
        | Kind::Xml2003
        | Kind::Text
        | Kind::Package
        | Kind::Locked
        | Kind::Empty
        | Kind::Unknown => return None,
    })
}
