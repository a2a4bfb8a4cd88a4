//! Paths into 结果.json: `members[].steps[].note`, `members[].categories{}`.

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// Each value of an array.
    Each,
    /// Each value of a map, by its keys.
    Named,
}

/// A path, and whether it means the name of a map's value and not the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValuePath {
    /// Its steps from the root.
    pub steps: Vec<Step>,
    /// Whether the name is meant.
    pub is_name: bool,
}

impl ValuePath {
    /// Reads a path; an empty one is the root.
    pub fn read(text: &str) -> Self {
        let (text, is_name) = text.strip_suffix('@').map_or((text, false), |text| (text, true));
        let mut steps = Vec::new();
        for part in text.split('.').filter(|part| !part.is_empty()) {
            let (key, mark) = match (part.strip_suffix("[]"), part.strip_suffix("{}")) {
                (Some(key), _) => (key, Some(Step::Each)),
                (_, Some(key)) => (key, Some(Step::Named)),
                _ => (part, None),
            };
            steps.push(Step::Key(key.to_owned()));
            steps.extend(mark);
        }
        Self { steps, is_name }
    }

    /// How many steps lead to each thing of which a row knows: the root, each array or map on the way, the row itself.
    pub fn stations(&self) -> Vec<usize> {
        let on_the_way = (1..).zip(&self.steps).filter(|(_, step)| !matches!(step, Step::Key(_))).map(|(at, _)| at);
        let mut all: Vec<usize> = std::iter::once(0).chain(on_the_way).collect();
        if all.last() != Some(&self.steps.len()) {
            all.push(self.steps.len());
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        let path = ValuePath::read("members[].groups{}@");
        let key = |key: &str| Step::Key(key.to_owned());
        assert_eq!(path.steps, [key("members"), Step::Each, key("groups"), Step::Named]);
        assert!(path.is_name);
        assert_eq!(path.stations(), [0, 2, 4]);
        assert_eq!(ValuePath::read("").stations(), [0]);
        assert_eq!(ValuePath::read("years.township").stations(), [0, 2]);
    }
}
