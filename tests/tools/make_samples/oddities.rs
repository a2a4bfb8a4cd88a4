//! Files of 清河镇 that are no branch's workbook, and what is odd about a whole sheet.

use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};

use crate::books::properties;
use crate::branch::Branch;
use crate::findings::Finding;
use crate::qinghe::YEAR;
use crate::sheets::LEDGER;

const MINUTES: [&str; 6] = [
    "机关党支部组织生活会会议记录",
    "时间：2025年12月5日下午　　地点：镇政府二楼会议室",
    "会议由支部书记主持，通报了全年党员积分登记情况。",
    "与会党员逐一对照检查，开展批评和自我批评。",
    "会议要求：各党小组按月登记，按季度公示，有异议的在公示期内提出。",
    "会议决定：次年继续实行党员积分制管理。",
];

/// Adds prose to the branch that has it.
pub fn add_prose(branches: &mut [Branch]) {
    for branch in branches.iter_mut().filter(|branch| branch.file == "镇机关") {
        branch.prose = Some(("会议记录", &MINUTES));
    }
}

/// Files beside the branches' workbooks.
pub fn files() -> Result<Vec<(String, Vec<u8>)>, XlsxError> {
    Ok(vec![
        ("西岗村.xlsx".to_owned(), cut_off(contacts()?)),
        ("通讯录.xlsx".to_owned(), contacts()?),
        ("~$东河村.xlsx".to_owned(), lock_file("东河村支部")),
    ])
}

/// What whole files, sheets and columns are to be found for.
pub fn findings(branches: &[Branch]) -> Vec<Finding> {
    let header = |file: &str| {
        let branch = branches.iter().find(|branch| branch.file == file).unwrap();
        Some(branch.form.header_row())
    };
    let found = |file: &str, sheet: &str, row: Option<u32>, code, what: &str| Finding {
        file: file.to_owned(),
        sheet: sheet.to_owned(),
        row,
        code,
        what: what.to_owned(),
    };
    vec![
        found("西岗村.xlsx", "", None, "F101", "文件只传来前半截，打不开"),
        found("~$东河村.xlsx", "", None, "F201", "打开文件时留下的临时文件，略过"),
        found("通讯录.xlsx", "", None, "L101", "没有可以认出的表"),
        found("龙泉村.xlsx", LEDGER, header("龙泉村"), "L102", "登记表没有日期列"),
        found("镇机关.xlsx", "会议记录", None, "L103", "认不出的表：会议记录"),
        found("镇机关.xlsx", LEDGER, header("镇机关"), "L104", "认不出的列：颜色"),
    ]
}

/// The first half of a file: a copy that broke off.
fn cut_off(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() / 2);
    bytes
}

/// A list of contacts, without telephone numbers.
fn contacts() -> Result<Vec<u8>, XlsxError> {
    let rows = [
        ["单位", "联系人", "职务", "办公地点", "值班安排"],
        ["党政办", "贺主任", "主任", "镇政府 201", "周一"],
        ["党建办", "邵干事", "组织干事", "镇政府 203", "周二、周四"],
        ["财政所", "汪会计", "会计", "镇政府 105", "周三"],
        ["便民服务中心", "田主任", "主任", "一楼大厅", "周一至周五"],
    ];
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("党政办", YEAR)?);
    let worksheet = workbook.add_worksheet().set_name("通讯录")?;
    let boxed = Format::new().set_font_name("宋体").set_border(FormatBorder::Thin);
    let bold = Format::new().set_font_name("黑体").set_font_size(16).set_bold();
    worksheet.write_with_format(0, 0, "清河镇各办所联系一览", &bold)?;
    for (row, cells) in (2..).zip(rows) {
        for (at, text) in (0..).zip(cells) {
            worksheet.write_with_format(row, at, text, &boxed)?;
            worksheet.set_column_width(at, 16)?;
        }
    }
    workbook.save_to_buffer()
}

/// What Excel leaves beside an open workbook: the user's name in 165 bytes.
fn lock_file(user: &str) -> Vec<u8> {
    let mut bytes = vec![0x20; 165];
    bytes[0] = u8::try_from(user.len()).unwrap();
    bytes[1..=user.len()].copy_from_slice(user.as_bytes());
    bytes[54] = 0;
    bytes[55] = u8::try_from(user.chars().count()).unwrap();
    for (at, unit) in user.encode_utf16().enumerate() {
        bytes[57 + 2 * at..59 + 2 * at].copy_from_slice(&unit.to_le_bytes());
    }
    bytes
}
