//! What people are asked to fill in: drop-downs, notes beside the cells, and what is hidden from them at first.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use crate::model::{Ask, CellRef, Choices, Table};

/// The most characters of the words of a drop-down, commas included.
const WORDS: usize = 255;

/// Writes them into a sheet.
pub fn write(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    for ask in &table.asks {
        sheet.add_data_validation(ask.first, ask.col, ask.last, ask.col, &validation(ask)?)?;
    }
    for col in &table.hidden.columns {
        sheet.set_column_hidden(*col)?;
    }
    for row in &table.hidden.rows {
        sheet.set_row_hidden(*row)?;
    }
    sheet.set_hidden(table.hidden.sheet);
    Ok(())
}

fn validation(ask: &Ask) -> Result<DataValidation, XlsxError> {
    let validation = DataValidation::new();
    let validation = match &ask.choices {
        Choices::Words(words) if words.iter().map(|word| word.chars().count() + 1).sum::<usize>() <= WORDS => {
            validation
                .allow_list_strings(words)?
                .set_error_title(&ask.title)?
                .set_error_message(format!("请从下拉列表中选择：{}。", words.join("、")))?
        }
        Choices::Free | Choices::Words(_) => validation.allow_any_value(),
        Choices::Column { table, col, last } => {
            let letters = CellRef::new(0, u32::from(*col)).column_letters();
            let (first, last) = (Table::FIRST_ROW + 1, last + 1);
            let list = format!("='{}'!${letters}${first}:${letters}${last}", table.replace('\'', "''"));
            validation
                .allow_list_formula(Formula::new(list))
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title(&ask.title)?
                .set_error_message(format!("「{table}」里没有这个词。"))?
        }
    };
    validation.set_input_title(&ask.title)?.set_input_message(&ask.note)
}
