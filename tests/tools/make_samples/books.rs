//! Writes a branch as the workbook that it would hand in.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError, utility::column_number_to_name,
};

use chrono::{Datelike, NaiveDate};

use crate::branch::Branch;
use crate::form::{Form, Stated};
use crate::items::ITEMS;
use crate::ledger::{Cell, Column};
use crate::sheets::{Sheet, footer, ledger, roster};

/// The workbook's bytes, the same in each run.
pub fn book(branch: &Branch) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&branch.name, branch.year)?);
    for sheet in [roster(branch), ledger(branch)] {
        write_sheet(workbook.add_worksheet(), &sheet, branch)?;
    }
    if let Some((name, lines)) = branch.prose {
        let worksheet = workbook.add_worksheet().set_name(name)?;
        worksheet.set_column_width(0, 88)?;
        for (row, line) in (0..).zip(lines) {
            worksheet.write_with_format(row, 0, *line, &plain().set_text_wrap())?;
        }
    }
    workbook.save_to_buffer()
}

/// Fixed properties: no clock.
pub fn properties(author: &str, year: i32) -> Result<DocProperties, XlsxError> {
    let made = ExcelDateTime::from_ymd(u16::try_from(year).unwrap(), 12, 31)?;
    Ok(DocProperties::new().set_author(author).set_creation_datetime(&made))
}

fn plain() -> Format {
    Format::new().set_font_name("宋体").set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    plain().set_border(FormatBorder::Thin)
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &Sheet, branch: &Branch) -> Result<(), XlsxError> {
    let form = &branch.form;
    worksheet.set_name(sheet.name)?;
    let last = u16::try_from(sheet.columns.len() - 1).unwrap();
    write_title(worksheet, sheet, branch, last)?;
    let head = form.header_row() - 1;
    let header = boxed().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_background_color("F2F2F2");
    worksheet.set_row_height(head, 30)?;
    for (at, (column, word)) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(at, width(*column))?;
        worksheet.write_with_format(head, at, word, &header)?;
    }
    for (row, cells) in (head + 1..).zip(&sheet.rows) {
        worksheet.set_row_height(row, 18)?;
        for (at, (cell, (column, _))) in (0..).zip(cells.iter().zip(&sheet.columns)) {
            write_cell(worksheet, (row, at), cell, *column, sheet, form)?;
        }
    }
    let below = head + 1 + u32::try_from(sheet.rows.len()).unwrap();
    if form.footer {
        worksheet.write_with_format(below, 0, footer(branch), &plain())?;
    }
    if form.frozen {
        worksheet.set_freeze_panes(head + 1, 2)?;
    }
    if form.drop_downs {
        drop_downs(worksheet, sheet, (head + 1, below + 100))?;
    }
    worksheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(head, head)?;
    worksheet.set_print_center_horizontally(true).set_footer("&C第 &P 页 共 &N 页");
    Ok(())
}

fn write_title(worksheet: &mut Worksheet, sheet: &Sheet, branch: &Branch, last: u16) -> Result<(), XlsxError> {
    let title = plain().set_font_name("黑体").set_font_size(18).set_bold().set_align(FormatAlign::Center);
    worksheet.set_row_height(0, 36)?;
    if branch.form.merged_title {
        worksheet.merge_range(0, 0, 0, last, &sheet.title, &title)?;
    } else {
        worksheet.write_with_format(0, 0, &sheet.title, &title.set_align(FormatAlign::CenterAcross))?;
        for at in 1..=last {
            let across = plain().set_align(FormatAlign::CenterAcross);
            worksheet.write_blank(0, at, &across)?;
        }
    }
    if branch.form.unit_line {
        worksheet.write_with_format(1, 0, format!("填报单位：{}{}", branch.township, branch.name), &plain())?;
        worksheet.write_with_format(1, last, "单位：分", &plain().set_align(FormatAlign::Right))?;
    }
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    column: Column,
    sheet: &Sheet,
    form: &Form,
) -> Result<(), XlsxError> {
    let long_text = matches!(column, Column::Matter | Column::Evidence | Column::Remark | Column::Item);
    let format = if long_text { boxed().set_text_wrap() } else { boxed().set_align(FormatAlign::Center) };
    match cell {
        Cell::Empty => worksheet.write_blank(row, at, &format)?,
        Cell::Text(text) => worksheet.write_with_format(row, at, text, &format)?,
        Cell::Number(number) => worksheet.write_with_format(row, at, *number, &format)?,
        Cell::Date(date) => {
            let shown = match (column, form.date_format) {
                (Column::Born, "yyyy-mm-dd") => "yyyy-mm",
                (Column::Born, _) => "yyyy\"年\"m\"月\"",
                (_, shown) => shown,
            };
            worksheet.write_datetime_with_format(row, at, &excel(*date)?, &format.set_num_format(shown))?
        }
        Cell::Broken(error) => worksheet.write_formula_with_format(
            row,
            at,
            Formula::new(format!("={error}*1")).set_result(*error),
            &format,
        )?,
        Cell::Sum(result) => {
            let name = |of| {
                let at = sheet.columns.iter().position(|(column, _)| *column == of).expect("own totals stand together");
                format!("{}{}", column_number_to_name(u16::try_from(at).unwrap()), row + 1)
            };
            let sign = if form.stated == Stated::Signed { '+' } else { '-' };
            let sum = format!("={}+{}{sign}{}", name(Column::Base), name(Column::Bonus), name(Column::Penalty));
            worksheet.write_formula_with_format(row, at, Formula::new(sum).set_result(result.to_string()), &format)?
        }
    };
    Ok(())
}

fn drop_downs(worksheet: &mut Worksheet, sheet: &Sheet, (from, to): (u32, u32)) -> Result<(), XlsxError> {
    for (at, (column, _)) in (0..).zip(&sheet.columns) {
        let rule = match column {
            Column::Code => {
                let codes: Vec<&str> = ITEMS.iter().map(|item| item.code).collect();
                DataValidation::new().allow_list_strings(&codes)?.set_error_message("请从下拉列表中选择项目编号")?
            }
            Column::Class => DataValidation::new().allow_list_strings(&["正式", "预备"])?,
            Column::Count => DataValidation::new().allow_whole_number(DataValidationRule::Between(1, 366)),
            _ => continue,
        };
        worksheet.add_data_validation(from, at, to, at, &rule)?;
    }
    Ok(())
}

fn excel(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap();
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap(), part(date.month()), part(date.day()))
}

/// Widths in characters.
fn width(column: Column) -> f64 {
    match column {
        Column::Serial | Column::Sex | Column::Count | Column::Colour => 6.0,
        Column::Name => 12.0,
        Column::Code | Column::Points | Column::Class => 9.0,
        Column::Matter => 34.0,
        Column::Evidence => 20.0,
        Column::Passed => 18.0,
        Column::Item => 24.0,
        Column::Base | Column::Bonus | Column::Penalty | Column::Total | Column::Verifier | Column::Level => 10.0,
        _ => 14.0,
    }
}
