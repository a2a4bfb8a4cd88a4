//! The codes that reading the forms raises, one file each.

mod l101_no_known_form;
mod l102_missing_column;
mod l103_unknown_sheet;
mod l104_unknown_column;
mod l105_lacking_column;
mod l106_titles_disagree;
mod l107_overlapping_workbooks;
mod l108_no_ledger;
mod l109_hidden_parts;
mod l110_table_not_counted;
mod l111_sums_without_items;
mod l112_rows_without_branch;
mod l113_figures_only_compared;
mod l114_members_without_row;
mod l118_figures_passed_over;
mod l119_near_headings;
mod l120_form_of_profile;
mod l121_no_archive;
mod l122_archive_of_another_year;
mod m101_not_in_roster;
mod m102_namesakes;
mod m103_number_and_name_disagree;
mod m104_in_two_branches;
mod m105_listed_twice;
mod m106_no_name;
mod m107_number_given_twice;
mod m108_no_number;
mod m109_number_of_members;
mod m110_other_name;
mod m111_probation_over;
mod m112_not_in_later_roster;
mod v101_missing_date;
mod v102_malformed_date;
mod v103_not_a_number;
mod v104_broken_cell;
mod v105_not_a_count;
mod v106_malformed_roster_field;
mod v107_damaged_identity;
mod v108_step_without_day;
mod v109_points_contradict;
mod v201_mended_spelling;
mod v202_several_days;
mod v203_dates_written_otherwise;
mod v301_column_without_date;
mod v302_empty_cell;
mod v303_unknown_word;
mod v304_figure_out_of_range;
mod v305_percentage_as_fraction;
mod v306_listed_again;
mod v307_outside_period;
mod v308_unlisted_word;

pub use l101_no_known_form::CODE as L101;
pub use l102_missing_column::CODE as L102;
pub use l103_unknown_sheet::CODE as L103;
pub use l104_unknown_column::CODE as L104;
pub use l105_lacking_column::CODE as L105;
pub use l106_titles_disagree::CODE as L106;
pub use l107_overlapping_workbooks::CODE as L107;
pub use l108_no_ledger::CODE as L108;
pub use l109_hidden_parts::CODE as L109;
pub use l110_table_not_counted::CODE as L110;
pub use l111_sums_without_items::CODE as L111;
pub use l112_rows_without_branch::CODE as L112;
pub use l113_figures_only_compared::CODE as L113;
pub use l114_members_without_row::CODE as L114;
pub use l118_figures_passed_over::CODE as L118;
pub use l119_near_headings::CODE as L119;
pub use l120_form_of_profile::CODE as L120;
pub use l121_no_archive::CODE as L121;
pub use l122_archive_of_another_year::CODE as L122;
pub use m101_not_in_roster::CODE as M101;
pub use m102_namesakes::CODE as M102;
pub use m103_number_and_name_disagree::CODE as M103;
pub use m104_in_two_branches::CODE as M104;
pub use m105_listed_twice::CODE as M105;
pub use m106_no_name::CODE as M106;
pub use m107_number_given_twice::CODE as M107;
pub use m108_no_number::CODE as M108;
pub use m109_number_of_members::CODE as M109;
pub use m110_other_name::CODE as M110;
pub use m111_probation_over::CODE as M111;
pub use m112_not_in_later_roster::CODE as M112;
pub use v101_missing_date::CODE as V101;
pub use v102_malformed_date::CODE as V102;
pub use v103_not_a_number::CODE as V103;
pub use v104_broken_cell::CODE as V104;
pub use v105_not_a_count::CODE as V105;
pub use v106_malformed_roster_field::CODE as V106;
pub use v107_damaged_identity::CODE as V107;
pub use v108_step_without_day::CODE as V108;
pub use v109_points_contradict::CODE as V109;
pub use v201_mended_spelling::CODE as V201;
pub use v202_several_days::CODE as V202;
pub use v203_dates_written_otherwise::CODE as V203;
pub use v301_column_without_date::CODE as V301;
pub use v302_empty_cell::CODE as V302;
pub use v303_unknown_word::CODE as V303;
pub use v304_figure_out_of_range::CODE as V304;
pub use v305_percentage_as_fraction::CODE as V305;
pub use v306_listed_again::CODE as V306;
pub use v307_outside_period::CODE as V307;
pub use v308_unlisted_word::CODE as V308;

use crate::model::Code;

/// Every code of this room, in order.
pub static CODES: &[&Code] = &[
    &L101, &L102, &L103, &L104, &L105, &L106, &L107, &L108, &L109, &L110, &L111, &L112, &L113, &L114, &L118, &L119,
    &L120, &L121, &L122, &V101, &V102, &V103, &V104, &V105, &V106, &V107, &V108, &V109, &V201, &V202, &V203, &V301,
    &V302, &V303, &V304, &V305, &V306, &V307, &V308, &M101, &M102, &M103, &M104, &M105, &M106, &M107, &M108, &M109,
    &M110, &M111, &M112,
];
