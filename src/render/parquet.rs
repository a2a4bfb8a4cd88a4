//! Datasets as Parquet: the only file that knows the format.
//!
//! Points are DECIMAL(18,6) in 64 bits, days DATE, counts INT32, texts UTF-8, all compressed with snappy. Nothing of the
//! moment or of the machine goes into a file: the same rows are the same bytes.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::model::Points;
use crate::reports::columnar::{Column, Kind, Read, Row};

/// Digits of a decimal: as many as 64 bits hold.
const PRECISION: i32 = 18;
/// Digits of them behind the point: as many as points are shown with.
const SCALE: u32 = 6;
/// 1970-01-01, from which days are counted, as a day of the common era.
const EPOCH: i32 = 719_163;

/// Why a file of a dataset could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// A figure does not fit.
    #[error("「{column}」一栏里有 {value}，太大了：数据集里的数整数部分最多 12 位，计数最多 2147483647。")]
    TooLarge {
        /// The name of the column.
        column: &'static str,
        /// The figure.
        value: String,
    },
    /// A row has no value where every row has one.
    #[error("「{0}」一栏里缺一个数")]
    Missing(&'static str),
    /// The writer refused.
    #[error(transparent)]
    Writer(#[from] ParquetError),
}

/// The bytes of a file with these rows; `about` are words about all of them, as names and values.
///
/// # Errors
/// [`DatasetError`] where a figure does not fit.
pub fn parquet<R: Row>(rows: &[R], about: &[(&str, String)]) -> Result<Vec<u8>, DatasetError> {
    let columns = R::columns();
    let fields = columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder(R::NAME).with_fields(fields).build()?;
    let words = about.iter().map(|(name, value)| KeyValue::new((*name).to_owned(), value.clone())).collect();
    let properties = WriterProperties::builder()
        .set_created_by(concat!("jifen version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::SNAPPY)
        // A file is a branch's: there is nothing to be found by the page in it.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_key_value_metadata(Some(words))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    if !rows.is_empty() {
        let mut group = writer.next_row_group()?;
        for column in &columns {
            write(&mut group, column, rows)?;
        }
        group.close()?;
    }
    Ok(writer.into_inner()?)
}

/// A column as the schema names it.
fn field<R>(column: &Column<R>) -> Result<Type, ParquetError> {
    let repetition = if column.always { Repetition::REQUIRED } else { Repetition::OPTIONAL };
    if column.kind() != Kind::Figures {
        return leaf(column.name, column.kind(), repetition);
    }
    // A list of three levels, as the format asks for it.
    let element = leaf("element", Kind::Points, Repetition::REQUIRED)?;
    let repeated = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    Type::group_type_builder(column.name)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()
}

fn leaf(name: &str, kind: Kind, repetition: Repetition) -> Result<Type, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Count => (Physical::INT32, None),
        Kind::Points | Kind::Figures => (Physical::INT64, Some(LogicalType::decimal(SCALE.cast_signed(), PRECISION))),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Flag => (Physical::BOOLEAN, None),
    };
    let mut leaf = Type::primitive_type_builder(name, physical).with_repetition(repetition).with_logical_type(logical);
    if matches!(kind, Kind::Points | Kind::Figures) {
        leaf = leaf.with_precision(PRECISION).with_scale(SCALE.cast_signed());
    }
    leaf.build()
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// Writes a column of all rows.
fn write<R>(group: &mut Group<'_>, column: &Column<R>, rows: &[R]) -> Result<(), DatasetError> {
    let name = column.name;
    match &column.read {
        Read::Text(read) | Read::Digest(read) => {
            let bytes =
                rows.iter().map(|row| Ok(read(row).map(|text| ByteArray::from(text.into_owned().into_bytes()))));
            flat::<ByteArrayType, _>(group, column, bytes)
        }
        Read::Count(read) => {
            let fitting = |count: usize| {
                i32::try_from(count).map_err(|_| DatasetError::TooLarge { column: name, value: count.to_string() })
            };
            flat::<Int32Type, _>(group, column, rows.iter().map(|row| read(row).map(fitting).transpose()))
        }
        Read::Points(read) => {
            let decimals = rows.iter().map(|row| read(row).map(|points| decimal(name, points)).transpose());
            flat::<Int64Type, _>(group, column, decimals)
        }
        Read::Day(read) => {
            let days = |day: NaiveDate| day.num_days_from_ce() - EPOCH;
            flat::<Int32Type, _>(group, column, rows.iter().map(|row| Ok(read(row).map(days))))
        }
        Read::Flag(read) => flat::<BoolType, _>(group, column, rows.iter().map(|row| Ok(read(row)))),
        Read::Figures(read) => figures(group, name, rows.iter().map(read)),
    }
}

/// Writes a column with at most one value a row.
fn flat<T: DataType, R>(
    group: &mut Group<'_>,
    column: &Column<R>,
    each: impl Iterator<Item = Result<Option<T::T>, DatasetError>>,
) -> Result<(), DatasetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for value in each {
        let value = value?;
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    if column.always && values.len() < levels.len() {
        return Err(DatasetError::Missing(column.name));
    }
    let levels = (!column.always).then_some(levels);
    finish::<T>(group, &values, levels.as_deref(), None)
}

/// Writes a column of lists.
fn figures(
    group: &mut Group<'_>,
    name: &'static str,
    each: impl Iterator<Item = Option<Vec<Points>>>,
) -> Result<(), DatasetError> {
    let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for list in each {
        // No list is 0, an empty one 1, an element 2; all elements but the first repeat.
        let Some(first) = list.as_deref().and_then(<[Points]>::first) else {
            defined.push(i16::from(list.is_some()));
            repeated.push(0);
            continue;
        };
        values.push(decimal(name, *first)?);
        defined.push(2);
        repeated.push(0);
        for figure in list.iter().flatten().skip(1) {
            values.push(decimal(name, *figure)?);
            defined.push(2);
            repeated.push(1);
        }
    }
    finish::<Int64Type>(group, &values, Some(&defined), Some(&repeated))
}

fn finish<T: DataType>(
    group: &mut Group<'_>,
    values: &[T::T],
    defined: Option<&[i16]>,
    repeated: Option<&[i16]>,
) -> Result<(), DatasetError> {
    if let Some(mut writer) = group.next_column()? {
        writer.typed::<T>().write_batch(values, defined, repeated)?;
        writer.close()?;
    }
    Ok(())
}

/// Points in millionths, rounded as 结果.json shows them.
fn decimal(column: &'static str, points: Points) -> Result<i64, DatasetError> {
    let shown = points.to_decimal();
    let missing = SCALE.saturating_sub(shown.scale());
    let whole = 10_i128.checked_pow(missing).and_then(|by| shown.mantissa().checked_mul(by));
    let fitting = whole.filter(|whole| whole.unsigned_abs() < 10_u128.pow(PRECISION.unsigned_abs()));
    let fitting = fitting.and_then(|whole| i64::try_from(whole).ok());
    fitting.ok_or_else(|| DatasetError::TooLarge { column, value: points.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millionths(points: Points) -> Option<i64> {
        decimal("score", points).ok()
    }

    #[test]
    fn points_are_exact_to_six_places() {
        let points = |text| Points::parse(text).unwrap();
        assert_eq!(millionths(points("72.25")), Some(72_250_000));
        assert_eq!(millionths(points("-0.000001")), Some(-1));
        assert_eq!(millionths(points("1") / points("3")), Some(333_333));
        assert_eq!(millionths(points("-2") / points("3")), Some(-666_667));
        assert_eq!(millionths(crate::reports::columnar::LOWEST), Some(-999_999_999_999_000_000));
    }

    #[test]
    fn what_does_not_fit_is_said_in_words() {
        let error = decimal("score", Points::whole(1_000_000_000_000)).unwrap_err().to_string();
        assert_eq!(
            error,
            "「score」一栏里有 1000000000000，太大了：数据集里的数整数部分最多 12 位，计数最多 2147483647。"
        );
    }

    #[test]
    fn days_count_from_1970() {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        assert_eq!(epoch.num_days_from_ce(), EPOCH);
    }
}
