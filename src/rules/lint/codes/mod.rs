//! The codes of this room, one file each.

mod r101_gap;
mod r102_overlap;
mod r103_line;
mod r104_integer_hole;
mod r105_filled_gap;
mod r106_contradiction;
mod r107_shadowed;
mod r108_unproved;
mod r201_weights;
mod r202_full_marks;
mod r203_full_out_of_reach;
mod r204_idle_limit;
mod r301_unreachable_grade;
mod r302_unreachable_honour;
mod r303_closed_honour;
mod r304_never_applicable;
mod r305_grade_that_cannot_occur;
mod r401_no_place_in_small_branches;
mod r402_falls_without_quota;
mod r501_ladder;
mod r502_together_of_one;
mod r503_dates_out_of_order;
mod r601_unused_level;
mod r602_unused_figure;
mod r701_illustrative;
mod r702_no_article;
mod r703_said_twice;
mod r801_no_tests;
mod r802_failing_test;
mod r803_idle_waiver;

pub use r803_idle_waiver::of as idle_waivers;

use super::{Lens, Lint};
use crate::model::Code;

/// Every code of this room, in order.
pub static CODES: &[&Code] = &[
    &r101_gap::CODE,
    &r102_overlap::CODE,
    &r103_line::CODE,
    &r104_integer_hole::CODE,
    &r105_filled_gap::CODE,
    &r106_contradiction::CODE,
    &r107_shadowed::CODE,
    &r108_unproved::CODE,
    &r201_weights::CODE,
    &r202_full_marks::CODE,
    &r203_full_out_of_reach::CODE,
    &r204_idle_limit::CODE,
    &r301_unreachable_grade::CODE,
    &r302_unreachable_honour::CODE,
    &r303_closed_honour::CODE,
    &r304_never_applicable::CODE,
    &r305_grade_that_cannot_occur::CODE,
    &r401_no_place_in_small_branches::CODE,
    &r402_falls_without_quota::CODE,
    &r501_ladder::CODE,
    &r502_together_of_one::CODE,
    &r503_dates_out_of_order::CODE,
    &r601_unused_level::CODE,
    &r602_unused_figure::CODE,
    &r701_illustrative::CODE,
    &r702_no_article::CODE,
    &r703_said_twice::CODE,
    &r801_no_tests::CODE,
    &r802_failing_test::CODE,
    &r803_idle_waiver::CODE,
];

/// What finds them, in the same order.
pub static FINDERS: &[fn(&Lens<'_>) -> Vec<Lint>] = &[
    r101_gap::find,
    r102_overlap::find,
    r103_line::find,
    r104_integer_hole::find,
    r105_filled_gap::find,
    r106_contradiction::find,
    r107_shadowed::find,
    r108_unproved::find,
    r201_weights::find,
    r202_full_marks::find,
    r203_full_out_of_reach::find,
    r204_idle_limit::find,
    r301_unreachable_grade::find,
    r302_unreachable_honour::find,
    r303_closed_honour::find,
    r304_never_applicable::find,
    r305_grade_that_cannot_occur::find,
    r401_no_place_in_small_branches::find,
    r402_falls_without_quota::find,
    r501_ladder::find,
    r502_together_of_one::find,
    r503_dates_out_of_order::find,
    r601_unused_level::find,
    r602_unused_figure::find,
    r701_illustrative::find,
    r702_no_article::find,
    r703_said_twice::find,
    r801_no_tests::find,
    r802_failing_test::find,
    r803_idle_waiver::find,
];
