//! What the lines of an item can be worth together, without the item's sign.

use super::bounds::Bounds;
use super::{Interval, Item, Pricing};
use crate::model::Points;
use crate::rules::{Limit, LimitBy, Per, Repeat, Together};

/// How many windows of a kind there are in so many months, at the most.
pub fn windows(per: Per, months: u32) -> Points {
    let count = match per.window() {
        // No year has more days.
        None if months >= 12 => 366,
        None => months * 31,
        Some(window) => months.div_ceil(window.months()),
    };
    Points::whole(i64::from(count))
}

/// What one line can be worth, before limits.
pub fn of_a_line(item: &Item, bounds: &Bounds<'_>) -> Interval {
    let bounds = Bounds { item: Some(item), ..*bounds };
    let later = item.amended.iter().filter_map(|amended| amended.price.as_ref());
    let priced = std::iter::once(&item.pricing).chain(later).map(|pricing| match pricing {
        Pricing::Fixed(price) => Interval::only(*price),
        Pricing::Levels(levels) => {
            let prices = levels.of.iter().map(|level| Interval::only(level.points));
            prices.reduce(Interval::hull).unwrap_or(Interval::NOTHING)
        }
        Pricing::Assessed(range) => {
            let range = Interval { least: Some(range.from), most: Some(range.to) };
            // Of what is taken off only the size is read.
            if item.deducts { range.hull(range.negative()).held_up(Some(Points::ZERO)) } else { range }
        }
        // A line that its formula has no value for is worth nothing.
        Pricing::Formula(rule) => bounds.of_rule(rule).unwrap_or_default().hull(Interval::NOTHING),
        Pricing::Recorded | Pricing::Computed | Pricing::Veto => Interval::NOTHING,
    });
    let price = priced.reduce(Interval::hull).unwrap_or(Interval::NOTHING);
    let price = match &item.factor {
        Some(factor) => {
            let often = bounds.of_rule(factor).unwrap_or_default();
            let often = if bounds.lacks(factor) { often.hull(Interval::only(Points::whole(1))) } else { often };
            product(price, often)
        }
        None => price,
    };
    match &item.repeat {
        Some(repeat) => product(price, of_factors(repeat)),
        None => price,
    }
}

fn of_factors(repeat: &Repeat) -> Interval {
    let factors = repeat.factors.iter().copied().map(Interval::only);
    factors.reduce(Interval::hull).unwrap_or(Interval::only(Points::whole(1)))
}

/// The numbers of one times the numbers of the other.
fn product(a: Interval, b: Interval) -> Interval {
    use crate::rules::formula::{Binary, Expr, interval};
    let tree = Expr::binary(Binary::Times, Expr::Name(a), Expr::Name(b));
    interval(&tree, &|name: &Interval| Some(*name)).unwrap_or_default()
}

/// What all lines of an item in so many months can be worth, with its own limits, or without the one of this index.
pub fn of_all_lines(item: &Item, bounds: &Bounds<'_>, months: u32, without: Option<usize>) -> Interval {
    let months = months_of(item, months);
    let each = of_a_line(item, bounds);
    let none = Points::ZERO;
    let mut most = match each.most {
        Some(most) if most <= none => Some(none),
        _ => [repeated(item, each, months), few(item, each, months)].into_iter().flatten().min(),
    };
    let limits = item.limits.iter().enumerate().filter(|(index, _)| Some(*index) != without);
    for (_, limit) in limits {
        if let Some(limit) = allowed(limit, each.most, months) {
            most = Some(most.map_or(limit, |most| most.min(limit)));
        }
    }
    let least = each.least.filter(|least| !least.is_negative()).map(|_| none);
    Interval { least, most }
}

/// Months whose lines count: of some items those of the whole year.
fn months_of(item: &Item, months: u32) -> u32 {
    if item.any_month { months.max(12) } else { months }
}

/// Whether a line is worth what it says once, whatever its 次数.
fn is_one_time(item: &Item) -> bool {
    item.one_each || item.once.is_some() || matches!(item.pricing, Pricing::Assessed(_) | Pricing::Formula(_))
}

/// What so many lines are worth as a member may have.
fn few(item: &Item, each: Interval, months: u32) -> Option<Points> {
    let lines = item.lines.filter(|_| is_one_time(item))?;
    each.most?.checked_mul(Points::count(lines.most))?.checked_mul(windows(lines.per, months))
}

/// What repeats leave, where the last factor is nothing and a line is one time only.
fn repeated(item: &Item, each: Interval, months: u32) -> Option<Points> {
    let repeat = item.repeat.as_ref()?;
    if !is_one_time(item) || !repeat.factors.last()?.is_zero() {
        return None;
    }
    let largest = repeat.factors.iter().copied().max()?;
    if largest <= Points::ZERO {
        return Some(Points::ZERO);
    }
    // `each` has the largest factor in it already.
    let whole = each.most?.checked_div(largest)?;
    let factors: Points = repeat.factors.iter().copied().filter(|factor| !factor.is_negative()).sum();
    whole.checked_mul(factors)?.checked_mul(windows(repeat.per, months))
}

/// What a limit lets lines be worth in so many months; `None` where it says nothing of points.
pub fn allowed(limit: &Limit, each: Option<Points>, months: u32) -> Option<Points> {
    let in_a_window = match limit.most {
        LimitBy::Points(most) => most.max(Points::ZERO),
        LimitBy::Times(times) => each?.max(Points::ZERO).checked_mul(Points::whole(i64::from(times)))?,
    };
    in_a_window.checked_mul(windows(limit.per, months))
}

/// A limit over several items, as far as it bounds what their lines are worth together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Indexes of the items.
    pub over: Vec<usize>,
    /// The most that their lines are worth together.
    pub most: Points,
}

/// The groups that limits of categories and over several items make.
pub fn groups(bounds: &Bounds<'_>, months: u32) -> Vec<Group> {
    let rules = bounds.rules;
    let of_categories = rules.categories.iter().enumerate().flat_map(|(index, category)| {
        let mine = rules.items.iter().enumerate().filter(move |(_, item)| item.category == Some(index));
        let over: Vec<usize> = mine.map(|(item, _)| item).collect();
        category.limits.iter().map(move |limit| (over.clone(), limit))
    });
    let of_together = rules
        .together
        .iter()
        .flat_map(|Together { over, limits, .. }| limits.iter().map(move |limit| (over.clone(), limit)));
    of_categories.chain(of_together).filter_map(|(over, limit)| group(bounds, over, limit, months)).collect()
}

fn group(bounds: &Bounds<'_>, over: Vec<usize>, limit: &Limit, months: u32) -> Option<Group> {
    let each: Vec<Interval> =
        over.iter().filter_map(|item| bounds.rules.items.get(*item)).map(|item| of_a_line(item, bounds)).collect();
    // Lines that are worth less than nothing make room for others.
    if each.iter().any(|each| each.least.is_none_or(|least| least.is_negative())) {
        return None;
    }
    let of_items = over.iter().filter_map(|item| bounds.rules.items.get(*item));
    let months = of_items.map(|item| months_of(item, months)).max().unwrap_or(months);
    let dearest = each.into_iter().map(|each| each.most).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)))?;
    Some(Group { over, most: allowed(limit, dearest, months)? })
}
