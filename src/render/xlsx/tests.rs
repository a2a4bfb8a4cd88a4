use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::*;
use crate::model::{Column, NumberKind, Points, RowKind, Table, TableCell};

fn book(table: Table) -> Book {
    Book { title: "例".into(), tables: vec![table] }
}

fn one_row(cells: Vec<TableCell>) -> Table {
    let columns = (0..cells.len()).map(|n| Column::left(format!("栏{n}"), 12)).collect();
    let mut table = Table::new("表", "题".into(), "单位：分".into(), columns);
    table.push(RowKind::Body, cells);
    table
}

fn read_back(bytes: Vec<u8>) -> (Vec<Data>, usize) {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range("表").unwrap();
    let formulas = workbook.worksheet_formula("表").unwrap();
    let row = range.rows().nth(Table::FIRST_ROW as usize - range.start().unwrap().0 as usize).unwrap().to_vec();
    (row, formulas.cells().filter(|cell| !cell.2.is_empty()).count())
}

#[test]
fn what_looks_like_a_formula_stays_text() {
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "=cmd|' /C calc'!A0"];
    let (row, formulas) = read_back(write_book(&book(one_row(texts.map(TableCell::words).to_vec()))).unwrap());
    assert_eq!(row, texts.map(|text| Data::String(text.into())));
    assert_eq!(formulas, 0);
}

#[test]
fn numbers_days_and_formulas_are_what_they_are() {
    let day = chrono::NaiveDate::from_ymd_opt(2025, 3, 15).unwrap();
    let mut table = one_row(vec![
        TableCell::Whole(3),
        TableCell::Points(Points::parse("72.25").unwrap()),
        TableCell::Day(day),
        TableCell::counting("1+1".into(), 2),
    ]);
    table.columns[2].number = NumberKind::Day;
    let (row, formulas) = read_back(write_book(&book(table)).unwrap());
    assert_eq!(row[..2], [Data::Float(3.0), Data::Float(72.25)]);
    assert!(matches!(&row[2], Data::DateTime(date) if date.as_f64() == 45_731.0), "{row:?}");
    assert_eq!((row[3].clone(), formulas), (Data::Float(2.0), 1));
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let table = one_row(vec![TableCell::words("王伟")]);
    assert_eq!(write_book(&book(table.clone())).unwrap(), write_book(&book(table)).unwrap());
}

#[test]
fn an_empty_table_says_that_there_is_nothing() {
    let mut table = one_row(vec![TableCell::Empty, TableCell::Empty]);
    table.rows.clear();
    table.filter = true;
    let (row, _) = read_back(write_book(&book(table)).unwrap());
    assert_eq!(row[0], Data::String("无".into()));
}
