//! Figures that no decimal can hold, as they are shown: what rounding leaves over is a step of its own.

use crate::model::Points;
use crate::reports::StepResult;

/// Decimal places of a figure that is shown.
const PLACES: u32 = 6;

/// A figure as it is shown.
#[must_use]
pub fn shown(points: Points) -> Points {
    points.round(PLACES)
}

/// The steps as they are shown, and a step for what is then lacking to each category and to the score. `period` is the
/// label of the run.
#[must_use]
pub fn adding_up(
    steps: impl Iterator<Item = StepResult>,
    categories: &[(String, Option<Points>)],
    score: Option<Points>,
    period: &str,
) -> Vec<StepResult> {
    let mut steps: Vec<StepResult> =
        steps.map(|step| StepResult { counted: shown(step.counted), of: step.of.map(shown), ..step }).collect();
    for (category, points) in categories {
        let sum = steps.iter().filter(|step| step.category.as_ref() == Some(category)).map(|step| step.counted).sum();
        steps.extend(rest(*points, sum, Some(category), period));
    }
    let sum = steps.iter().map(|step| step.counted).sum();
    steps.extend(rest(score, sum, None, period));
    steps
}

fn rest(points: Option<Points>, sum: Points, category: Option<&String>, period: &str) -> Option<StepResult> {
    let counted = shown(points?) - sum;
    (!counted.is_zero()).then(|| StepResult {
        item: None,
        category: category.cloned(),
        period: period.to_owned(),
        class: None,
        counted,
        of: None,
        note: "舍入".to_owned(),
        entries: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_add_up_as_they_are_shown() {
        let third = Points::whole(1) / Points::whole(3);
        let step = |category: Option<&str>, counted| StepResult {
            item: None,
            category: category.map(str::to_owned),
            period: "2025".to_owned(),
            class: None,
            counted,
            of: None,
            note: String::new(),
            entries: Vec::new(),
        };
        let of_base =
            [step(Some("base"), third), step(Some("base"), third), step(None, Points::whole(4) - third - third)];
        let base = [("base".to_owned(), Some(third + third))];
        let steps = adding_up(of_base.into_iter(), &base, Some(Points::whole(4)), "2025");
        let told: Vec<String> = steps.iter().map(|step| step.counted.to_string()).collect();
        assert_eq!(told, ["0.333333", "0.333333", "3.333333", "0.000001"]);
        assert_eq!((steps[3].category.as_deref(), steps[3].note.as_str()), (Some("base"), "舍入"));
        assert_eq!(adding_up(std::iter::empty(), &[("base".to_owned(), None)], None, "2025").len(), 0);
    }
}
