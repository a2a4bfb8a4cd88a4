//! What the drop-downs of a blank workbook offer, on a sheet of their own: items, how much each is worth, their levels.

use crate::model::{CellRef, Choices, Column, NumberKind, Orientation, Points, RowKind, Table, TableCell};
use crate::rules::{Item, ItemMatch, Pricing, RuleSet};

/// The name of the sheet.
const NAME: &str = "下拉选项";
/// The columns before the levels: number, what is chosen, from, to.
const LEADING: u32 = 4;
/// What nobody writes more of.
const MOST: i64 = 99_999;

/// The lists.
pub struct Lists {
    offers: Vec<Offer>,
    /// How many of them can be entered; they stand first.
    entered: usize,
    /// The most levels that one item has.
    levels: usize,
}

/// An item as it is offered.
struct Offer {
    id: String,
    label: String,
    range: (Points, Points),
    levels: Vec<String>,
    item: usize,
}

impl Lists {
    /// The lists of a rule set.
    pub fn new(rules: &RuleSet) -> Self {
        let offer = |(index, item): (usize, &Item)| Offer {
            id: item.id.clone(),
            label: label(rules, index, item),
            range: range(item),
            levels: item.levels().map_or_else(Vec::new, |levels| levels.of.iter().map(|l| l.level.clone()).collect()),
            item: index,
        };
        let is_entered = |(_, item): &(usize, &Item)| !matches!(item.pricing, Pricing::Computed);
        let items = || rules.items.iter().enumerate();
        let mut offers: Vec<Offer> = items().filter(is_entered).map(offer).collect();
        let entered = offers.len();
        offers.extend(items().filter(|item| !is_entered(item)).map(offer));
        let levels = offers.iter().map(|offer| offer.levels.len()).max().unwrap_or(0);
        Self { offers, entered, levels }
    }

    /// Whether some item is priced by level.
    pub const fn has_levels(&self) -> bool {
        self.levels > 0
    }

    /// The first item that can be entered, and what is chosen for it.
    pub fn first(&self) -> Option<(usize, &str)> {
        self.offers.first().filter(|_| self.entered > 0).map(|offer| (offer.item, offer.label.as_str()))
    }

    /// The items to choose from.
    pub fn items(&self) -> Choices {
        Choices::Cells(self.column(1))
    }

    /// The levels of the item that is chosen in a cell.
    pub fn levels(&self, item: &str) -> Choices {
        let cell = CellRef::new(Table::FIRST_ROW, LEADING);
        let corner = format!("'{NAME}'!${}${}", cell.column_letters(), cell.row + 1);
        let down = format!("MATCH({item},{},0)-1", self.column(1));
        let row = format!("OFFSET({corner},{down},0,1,{})", self.levels.max(1));
        Choices::Cells(format!("OFFSET({corner},{down},0,1,MAX(1,COUNTA({row})))"))
    }

    /// That the points in one cell are what the item in another may be worth.
    pub fn points(&self, points: &str, item: &str) -> Choices {
        let last = self.last();
        let looked_up = |col: u32, otherwise: i64| {
            let range = format!("'{NAME}'!$B${}:$D${last}", Table::FIRST_ROW + 1);
            format!("IFERROR(VLOOKUP({item},{range},{col},FALSE),{otherwise})")
        };
        let (least, most) = (looked_up(2, 0), looked_up(3, MOST));
        Choices::Where {
            formula: format!("AND(ISNUMBER({points}),ABS({points})>={least},ABS({points})<={most})"),
            otherwise: "分值不在这个项目的范围里，或者不是数。各项目的分值见「项目」表；不写单位，不写加减号。"
                .to_owned(),
        }
    }

    /// The sheet.
    pub fn table(&self) -> Table {
        let text = |column: Column| Column { number: NumberKind::Text, ..column };
        let mut columns = vec![text(Column::center("编号", 9)), text(Column::left("选项", 40))];
        columns.extend(["分值从", "分值到"].map(|header| Column::center(header, 9)));
        columns.extend((1..=self.levels).map(|number| text(Column::center(format!("级别{number}"), 14))));
        let unit = "下拉列表从这里取，请不要改动、删除这张表。".to_owned();
        let mut table = Table::new(NAME, NAME.to_owned(), unit, columns);
        table.orientation = Orientation::Landscape;
        table.frozen_columns = 2;
        for offer in &self.offers {
            let (least, most) = offer.range;
            let mut cells = vec![TableCell::words(&offer.id), TableCell::words(&offer.label)];
            cells.extend([least, most].map(TableCell::Points));
            cells.extend(offer.levels.iter().map(|level| TableCell::words(level)));
            table.push(RowKind::Body, cells);
        }
        table
    }

    fn last(&self) -> u32 {
        Table::FIRST_ROW + u32::try_from(self.entered.max(1)).unwrap_or(1)
    }

    fn column(&self, col: u32) -> String {
        let letters = CellRef::new(0, col).column_letters();
        format!("'{NAME}'!${letters}${}:${letters}${}", Table::FIRST_ROW + 1, self.last())
    }
}

/// What is chosen for an item: number and name, where both together name it.
fn label(rules: &RuleSet, index: usize, item: &Item) -> String {
    let both = format!("{} {}", item.id, item.title);
    let names = |text: &str| rules.find_item_in(text) == ItemMatch::Found(index);
    if names(&both) { both } else { item.id.clone() }
}

/// The least and the most that one line of an item is worth, without sign: whatever its price was in the period.
fn range(item: &Item) -> (Points, Points) {
    let open = (Points::ZERO, Points::whole(MOST));
    let pricings =
        std::iter::once(&item.pricing).chain(item.amended.iter().filter_map(|amended| amended.price.as_ref()));
    let ranges = pricings.map(|pricing| match pricing {
        Pricing::Assessed(range) if !range.from.is_negative() => (range.from, range.to),
        Pricing::Assessed(range) => (Points::ZERO, range.to.abs().max(range.from.abs())),
        _ => open,
    });
    ranges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or(open)
}
