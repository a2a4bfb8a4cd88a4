//! 数据表: every result as csv.

use super::Packing;
use crate::archive::ArchivedFile;
use crate::archive::places::{Kind, place};
use crate::pipeline::OutputError;
use crate::render::csv::{CsvEncoding, rows_as_csv};
use crate::reports::data_tables;

/// Every table of the results as csv (UTF-8 with its mark, lines end as on Windows, formulas inert), and the one that
/// explains their columns. A table without rows is not written; the explanation names it.
///
/// # Errors
/// [`OutputError`] where one cannot be written.
pub fn files(packing: &Packing<'_>) -> Result<Vec<ArchivedFile>, OutputError> {
    let by_rules = packing.outcome.by_rules();
    let rules: Vec<_> = by_rules.iter().map(|one| &one.rules).collect();
    let tables = data_tables(&packing.outcome.result, &rules)?;
    let written = tables.into_iter().map(|table| {
        let bytes = rows_as_csv(&table.header, &table.rows, CsvEncoding::Utf8).map_err(OutputError::Table)?.bytes;
        let path = place(packing.period(), Kind::Tables, &format!("{}.csv", table.name));
        let mut file = ArchivedFile::new(path, format!("数据表：{}", table.name), bytes);
        file.remark = table.about;
        Ok(file)
    });
    written.collect()
}
