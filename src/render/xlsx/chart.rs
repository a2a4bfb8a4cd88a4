//! Native charts under a table.

use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartFont, ChartLegendPosition, ChartType, Color, Worksheet, XlsxError,
};

use crate::model::{Cached, Chart, ChartKind, Points, Table, TableCell};

/// Above so many bars, figures over them would run into one another.
const LABELLED: u32 = 24;
/// Above so many bars, their names stand on edge and need more room.
const CROWDED: u32 = 12;
const HEIGHT: u32 = 320;
/// The rows that a chart covers, with one left free under it.
pub const ROWS: u32 = 16;
/// Colours that stay apart in print without colour, the best grade the darkest.
const COLOURS: [u32; 8] =
    [0x00A6_1C1C, 0x00E0_7B39, 0x00F2_C14E, 0x007F_B77E, 0x003E_7CB1, 0x0095_8DB5, 0x00BF_BFBF, 0x0059_5959];

/// Draws a chart of a table from `row` down, as wide as the table but no wider than a page.
pub fn draw(sheet: &mut Worksheet, table: &Table, chart: &Chart, row: u32) -> Result<(), XlsxError> {
    let first = table.first_row().saturating_add(chart.first);
    let Some(last) = first.checked_add(chart.rows).and_then(|end| end.checked_sub(1)) else { return Ok(()) };
    if chart.rows == 0 || chart.heights.is_empty() {
        return Ok(());
    }
    let name = table.name.as_str();
    let mut drawing = Drawing::new(match chart.kind {
        ChartKind::Columns => ChartType::Column,
        ChartKind::Stacked => ChartType::ColumnStacked,
        ChartKind::Lines => ChartType::Line,
    });
    for (heights, colour) in chart.heights.iter().zip(COLOURS.iter().cycle()) {
        let series = drawing.add_series();
        series
            .set_categories((name, first, chart.names, last, chart.names))
            .set_values((name, first, *heights, last, *heights));
        match chart.heights.len() {
            1 => series.set_name(chart.title.as_str()),
            _ => series.set_name((name, table.header_row(), *heights)),
        };
        if chart.kind != ChartKind::Lines {
            series.set_gap(80);
            series.set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(*colour))),
            );
        }
        if chart.heights.len() == 1 && chart.rows <= LABELLED {
            series.set_data_label(ChartDataLabel::new().show_value());
        }
    }
    words(&mut drawing, chart);
    if !any_negative(table, chart) {
        drawing.y_axis().set_min(0);
    }
    let width: u32 = table.columns.iter().map(|column| u32::from(column.width) * 8 + 5).sum();
    drawing.set_width(width).set_height(HEIGHT).set_alt_text(chart.title.as_str());
    // A little below the edge of its row, which may be that of a page.
    sheet.insert_chart_with_offset(row, 0, &drawing, 0, 4)?;
    Ok(())
}

/// Title, axes and legend.
fn words(drawing: &mut Drawing, chart: &Chart) {
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(14).set_bold();
    drawing.title().set_name(chart.title.as_str()).set_font(&font);
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(10);
    drawing.x_axis().set_label_interval(1);
    if !chart.across.is_empty() {
        drawing.x_axis().set_name(chart.across.as_str()).set_name_font(&font);
    }
    if !chart.up.is_empty() {
        drawing.y_axis().set_name(chart.up.as_str()).set_name_font(&font);
    }
    if chart.rows > CROWDED {
        let mut narrow = ChartFont::new();
        narrow.set_name("宋体").set_size(9).set_rotation(-90);
        drawing.x_axis().set_font(&narrow);
    }
    if chart.heights.len() == 1 {
        drawing.legend().set_hidden();
    } else {
        drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    }
}

fn any_negative(table: &Table, chart: &Chart) -> bool {
    let drawn =
        table.rows.iter().flat_map(|row| chart.heights.iter().filter_map(|col| row.cells.get(usize::from(*col))));
    drawn.into_iter().any(|cell| match cell {
        TableCell::Points(points) | TableCell::Formula { cached: Cached::Points(points), .. } => *points < Points::ZERO,
        TableCell::Whole(number) | TableCell::Formula { cached: Cached::Whole(number), .. } => *number < 0,
        _ => false,
    })
}
