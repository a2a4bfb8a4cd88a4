//! A native chart under a table.

use rust_xlsxwriter::{Chart as Drawing, ChartFont, ChartType, Worksheet, XlsxError};

use crate::model::{Cached, Chart, Points, Table, TableCell};

/// Above so many bars, figures over them would run into one another.
const LABELLED: u32 = 24;
const HEIGHT: u32 = 320;

/// Draws the chart of a table from `row` down, as wide as the table.
pub fn draw(sheet: &mut Worksheet, table: &Table, chart: &Chart, row: u32) -> Result<(), XlsxError> {
    let Some(last) = Table::FIRST_ROW.checked_add(chart.rows).and_then(|end| end.checked_sub(1)) else { return Ok(()) };
    if chart.rows == 0 {
        return Ok(());
    }
    let name = table.name.as_str();
    let mut drawing = Drawing::new(ChartType::Column);
    let series = drawing.add_series();
    series
        .set_name(chart.title.as_str())
        .set_categories((name, Table::FIRST_ROW, chart.names, last, chart.names))
        .set_values((name, Table::FIRST_ROW, chart.heights, last, chart.heights))
        .set_gap(80);
    if chart.rows <= LABELLED {
        series.set_data_label(rust_xlsxwriter::ChartDataLabel::new().show_value());
    }
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(14).set_bold();
    drawing.title().set_name(chart.title.as_str()).set_font(&font);
    drawing.legend().set_hidden();
    drawing.x_axis().set_label_interval(1);
    if !any_negative(table, chart) {
        drawing.y_axis().set_min(0);
    }
    let width: u32 = table.columns.iter().map(|column| u32::from(column.width) * 8 + 5).sum();
    drawing.set_width(width).set_height(HEIGHT).set_alt_text(chart.title.as_str());
    sheet.insert_chart(row, 0, &drawing)?;
    Ok(())
}

fn any_negative(table: &Table, chart: &Chart) -> bool {
    let heights = table.rows.iter().filter_map(|row| row.cells.get(usize::from(chart.heights)));
    heights.into_iter().any(|cell| match cell {
        TableCell::Points(points) | TableCell::Formula { cached: Cached::Points(points), .. } => *points < Points::ZERO,
        _ => false,
    })
}
