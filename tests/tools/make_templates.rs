//! Makes the blank branch workbooks under `templates/`, one for each built-in rule set, from the rule set's data.
//!
//! ```text
//! cargo run --example make-templates                writes templates/
//! cargo run --example make-templates -- --check     exit 1 if templates/ is not what it would write
//! ```

// A tool for developers: it talks on standard output, and a broken template is best told by stopping at once.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use jifen::layout::{Kind, usual_name};
use jifen::model::Field;
use jifen::reports::{conditions_in_words, price_in_words};
use jifen::rules::{Column, Holds, Pricing, RuleSet, builtin, builtin_ids};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

/// The row of the headers, below the title; the sheet of items has the same.
const HEADER: u32 = 1;
/// Blank rows that are ruled, in the roster and in the ledger.
const ROSTER_ROWS: u32 = 60;
const LEDGER_ROWS: u32 = 300;
/// The sheet of items.
const ITEMS: &str = "项目";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let only_check = match env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(unknown) => return Err(format!("unknown argument {unknown}: --check").into()),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut stale = Vec::new();
    for id in builtin_ids() {
        let rules = builtin(id).ok_or("a rule set that is built in")??;
        let path = folder.join(format!("{id}.xlsx"));
        let bytes = template(&rules)?;
        if !only_check {
            fs::create_dir_all(&folder)?;
            fs::write(&path, bytes)?;
            println!("{}", path.display());
        } else if fs::read(&path).ok() != Some(bytes) {
            stale.push(path);
        }
    }
    stale.iter().for_each(|path| println!("stale: {}", path.display()));
    Ok(if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The bytes, the same in each run.
fn template(rules: &RuleSet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("jifen").set_creation_datetime(&created));
    let roster = "〔乡镇〕〔村〕党支部党员花名册";
    blank(workbook.add_worksheet(), rules, Kind::Roster, "花名册", roster, ROSTER_ROWS)?;
    let ledger = "〔乡镇〕〔村〕党支部〔年〕年党员积分登记表";
    blank(workbook.add_worksheet(), rules, Kind::Ledger, "积分登记", ledger, LEDGER_ROWS)?;
    items(workbook.add_worksheet(), rules)?;
    workbook.save_to_buffer()
}

/// The columns of a blank table, in their order.
fn fields(rules: &RuleSet, kind: Kind) -> Vec<Field> {
    if kind == Kind::Ledger {
        let mut fields = vec![Field::Serial, Field::Date, Field::Registered, Field::Code, Field::Name];
        fields.extend([Field::ItemNumber, Field::ItemName, Field::Quantity, Field::Level, Field::Stated]);
        fields.extend([Field::Matter, Field::Evidence]);
        fields.extend((0..rules.entry_columns.len()).map(Field::Own));
        fields.extend((0..rules.steps.len()).map(Field::Step));
        fields.push(Field::Remark);
        return fields;
    }
    let mut fields = vec![Field::Serial, Field::Code, Field::Name, Field::Sex, Field::Born, Field::Joined];
    fields.push(Field::Standing);
    fields.extend((0..rules.member_facts.len()).map(Field::Fact));
    fields.extend([Field::Came, Field::Left, Field::Died]);
    fields.extend((0..rules.categories.len()).map(Field::CategoryTotal));
    fields.extend([Field::Total, Field::Remark]);
    fields
}

/// A blank table: title, headers, ruled rows, drop-downs.
fn blank(
    sheet: &mut Worksheet,
    rules: &RuleSet,
    kind: Kind,
    name: &str,
    heading: &str,
    rows: u32,
) -> Result<(), XlsxError> {
    let fields = fields(rules, kind);
    let headers: Vec<String> = fields.iter().map(|field| usual_name(rules, kind.dictionary(), *field)).collect();
    head(sheet, name, heading, &headers)?;
    let (first, last) = (HEADER + 1, HEADER + rows);
    for (col, field) in (0..).zip(fields) {
        sheet.set_column_width(col, width(rules, field))?;
        let format = format(rules, field);
        (first..=last).try_for_each(|row| sheet.write_blank(row, col, &format).map(drop))?;
        if let Some(choice) = choice(rules, field)? {
            sheet.add_data_validation(first, col, last, col, &choice)?;
        }
    }
    page(sheet, "&L填表人：　　　　　　审核人：&R第 &P 页 共 &N 页")?;
    Ok(())
}

/// The items with their prices in words, for those who fill in the ledger.
fn items(sheet: &mut Worksheet, rules: &RuleSet) -> Result<(), XlsxError> {
    let columns = ["编号", "类别", "项目", "分值", "限制和手续"];
    head(sheet, ITEMS, &format!("{}：项目表", rules.title), &columns.map(str::to_owned))?;
    let widths: [u16; 5] = [8, 12, 34, 46, 46];
    for (col, width) in (0..).zip(widths) {
        sheet.set_column_width(col, width)?;
    }
    let text = cell().set_text_wrap();
    for (row, item) in (HEADER + 1..).zip(&rules.items) {
        let category = item.category.and_then(|index| rules.categories.get(index)).map(|category| &category.title);
        let category = category.or(rules.veto.as_ref().map(|veto| &veto.title)).map_or("", String::as_str);
        let (price, conditions) = (price_in_words(rules, item), conditions_in_words(rules, item));
        let mut lines = 1;
        for ((col, words), width) in
            (0..).zip([item.id.as_str(), category, &item.title, &price, &conditions]).zip(widths)
        {
            sheet.write_string_with_format(row, col, words, &text)?;
            lines = lines.max(words.width().div_ceil(usize::from(width) - 2));
        }
        sheet.set_row_height(row, 4 + 15 * u32::try_from(lines).unwrap())?;
    }
    page(sheet, "&R第 &P 页 共 &N 页")
}

fn head(sheet: &mut Worksheet, name: &str, heading: &str, headers: &[String]) -> Result<(), XlsxError> {
    let title = Format::new().set_font_name("黑体").set_font_size(18).set_align(FormatAlign::Center);
    let header = cell().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_background_color("F2F2F2");
    sheet.set_name(name)?;
    let last = u16::try_from(headers.len()).unwrap() - 1;
    sheet.merge_range(0, 0, 0, last, heading, &title.set_align(FormatAlign::VerticalCenter))?;
    sheet.set_row_height(0, 36)?.set_row_height(HEADER, 32)?;
    for (col, words) in (0..).zip(headers) {
        sheet.write_string_with_format(HEADER, col, words, &header)?;
    }
    Ok(())
}

/// A4, one page wide, title and headers on each page and always in view.
fn page(sheet: &mut Worksheet, footer: &str) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.6, 0.6, 0.75, 0.75, 0.3, 0.4).set_footer(footer);
    sheet.set_repeat_rows(0, HEADER)?.set_freeze_panes(HEADER + 1, 0)?;
    Ok(())
}

fn cell() -> Format {
    let font = Format::new().set_font_name("宋体").set_font_size(11);
    font.set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

/// The column of the rule set's own that a field is.
fn own_column(rules: &RuleSet, field: Field) -> Option<&Column> {
    match field {
        Field::Own(index) => rules.entry_columns.get(index),
        Field::Fact(index) => rules.member_facts.get(index),
        _ => None,
    }
}

fn is_day(rules: &RuleSet, field: Field) -> bool {
    match field {
        Field::Step(index) => rules.steps.get(index).is_some_and(|step| step.holds == Holds::Date),
        Field::Own(_) | Field::Fact(_) => own_column(rules, field).is_some_and(|column| column.holds == Holds::Date),
        _ => matches!(field, Field::Date | Field::Registered | Field::Joined | Field::Came | Field::Left | Field::Died),
    }
}

fn format(rules: &RuleSet, field: Field) -> Format {
    match field {
        Field::Born => cell().set_align(FormatAlign::Center).set_num_format("yyyy-mm"),
        _ if is_day(rules, field) => cell().set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
        // 编号 with zeros at its front keeps them.
        Field::Code | Field::ItemNumber => cell().set_align(FormatAlign::Center).set_num_format("@"),
        Field::Matter | Field::Evidence | Field::Remark | Field::ItemName => cell().set_text_wrap(),
        _ => cell().set_align(FormatAlign::Center),
    }
}

fn width(rules: &RuleSet, field: Field) -> f64 {
    match field {
        Field::Serial | Field::Sex | Field::Quantity => 6.0,
        Field::Code | Field::ItemNumber | Field::Stated | Field::Standing | Field::Level => 9.0,
        Field::Matter => 34.0,
        Field::ItemName => 24.0,
        Field::Evidence | Field::Remark => 18.0,
        _ if is_day(rules, field) => 12.0,
        _ => 10.0,
    }
}

/// What a column offers to choose from, and refuses otherwise.
fn choice(rules: &RuleSet, field: Field) -> Result<Option<DataValidation>, XlsxError> {
    let choice = DataValidation::new();
    Ok(Some(match field {
        Field::Standing => choice.allow_list_strings(&["正式", "预备"])?,
        Field::ItemNumber => {
            let last = HEADER + 1 + u32::try_from(rules.items.len()).unwrap();
            let list = format!("={ITEMS}!$A${}:$A${last}", HEADER + 2);
            choice.allow_list_formula(Formula::new(list)).set_error_message("请从下拉列表中选择项目编号。")?
        }
        Field::Quantity => choice
            .allow_whole_number(DataValidationRule::Between(1, 366))
            .set_error_message("次数要写 1、2、3 这样的整数。")?,
        Field::Level => {
            let mut levels: Vec<&str> = Vec::new();
            for item in &rules.items {
                let Pricing::Levels(of) = &item.pricing else { continue };
                levels.extend(of.of.iter().map(|level| level.level.as_str()));
            }
            let mut seen = std::collections::HashSet::new();
            levels.retain(|level| seen.insert(*level));
            // Each item has its own levels, in other words too: the list is an offer.
            choice.allow_list_strings(&levels)?.set_error_style(DataValidationErrorStyle::Information)
        }
        _ => match own_column(rules, field).filter(|column| column.holds == Holds::Choice) {
            Some(column) => {
                let words: Vec<&str> = column.one_of.iter().map(|word| word.title.as_str()).collect();
                choice.allow_list_strings(&words)?
            }
            None => return Ok(None),
        },
    }))
}
