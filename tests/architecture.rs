//! The law of direction: a module uses those above it in `lib.rs` and none below (`docs/architecture.md`).
//!
//! Every path that starts at the crate's root (`crate::…`, or `super::…` climbing up to it) is read, in imports of any
//! shape and in plain code, tests included. `main.rs` is the program and not a room.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod source_text;

use source_text::{Kind, Token, files_under, read, tokens};

#[test]
fn no_module_uses_one_below_it() {
    let (_, lib) = read(&files_under("src", "rs").into_iter().find(|path| path.ends_with("src/lib.rs")).unwrap());
    let rooms = rooms_of(&lib);
    assert!(rooms.len() >= 8, "the modules of lib.rs were not read: {rooms:?}");
    let mut wrong = Vec::new();
    for path in files_under("src", "rs") {
        let (shown, source) = read(&path);
        if shown != "src/main.rs" {
            wrong.extend(upward(&rooms, &shown, &source));
        }
    }
    assert!(wrong.is_empty(), "a module may use those above it in lib.rs and none below:\n{}", wrong.join("\n"));
}

/// The modules of `lib.rs`, in their order.
fn rooms_of(lib: &str) -> Vec<String> {
    let tokens = tokens(lib);
    tokens.windows(3).filter(|it| it[0].is("mod") && it[2].is(";")).map(|it| it[1].text.clone()).collect()
}

/// The references of a file that point to a room below its own, or to no room at all.
fn upward(rooms: &[String], file: &str, source: &str) -> Vec<String> {
    let home = module_of(file);
    let own = home.first().and_then(|room| rooms.iter().position(|other| other == room));
    let mut wrong = Vec::new();
    if let (Some(room), None) = (home.first(), own) {
        wrong.push(format!("{file}: lib.rs does not list {room}"));
    }
    for (target, line) in root_names(&home, &tokens(source)) {
        let place = rooms.iter().position(|room| *room == target);
        match (own, place) {
            (Some(own), Some(place)) if place > own => {
                wrong.push(format!("{file}:{line}: {} uses {target}, which stands below it", rooms[own]));
            }
            (_, None) => wrong.push(format!("{file}:{line}: crate::{target} is no room; name the room that has it")),
            _ => {}
        }
    }
    wrong
}

/// The modules that a file's own items live in: `src/layout/codes/mod.rs` is `[layout, codes]`.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|part| *part != "lib").map(str::to_owned).collect()
}

/// What stands next to the crate's root in every path that starts there, with its line.
fn root_names(home: &[String], tokens: &[Token]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut inside: Vec<bool> = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if token.is("{") {
            let is_module = index >= 2 && tokens[index - 2].is("mod");
            inside.push(is_module);
        } else if token.is("}") {
            inside.pop();
        }
        let depth = home.len() + inside.iter().filter(|is_module| **is_module).count();
        if token.is("crate") && tokens.get(index + 1).is_some_and(|next| next.is("as")) {
            found.push(("self".to_owned(), token.line(0)));
        }
        let starts = (token.is("crate") || token.is("super")) && is_path_sign(tokens, index + 1);
        // `a::super` does not exist, and a `self::` before it changes nothing.
        index = if starts { walk(tokens, index, Some(depth), &mut found) } else { index + 1 };
    }
    found
}

/// Reads one path with all its branches; `depth` is how far below the root it stands, `None` once it has left it
/// into a module. Returns the index after it.
fn walk(tokens: &[Token], start: usize, depth: Option<usize>, found: &mut Vec<(String, usize)>) -> usize {
    let mut depth = depth;
    let mut index = start;
    while let Some(token) = tokens.get(index) {
        if token.is("{") {
            index += 1;
            while tokens.get(index).is_some_and(|token| !token.is("}")) {
                // `a as b` names nothing new.
                if tokens[index].is("as") {
                    index += 2;
                    continue;
                }
                let after = walk(tokens, index, depth, found);
                index = after.max(index + usize::from(after == index));
            }
            return index + 1;
        }
        if token.is("crate") {
            depth = Some(0);
        } else if token.is("super") {
            depth = depth.map(|depth| depth.saturating_sub(1));
        } else if token.kind == Kind::Word || token.is("*") {
            if depth == Some(0) {
                found.push((token.text.clone(), token.line(0)));
            }
            if !token.is("self") {
                depth = None;
            }
        } else {
            return index;
        }
        if !is_path_sign(tokens, index + 1) {
            return index + 1;
        }
        index += 3;
    }
    index
}

fn is_path_sign(tokens: &[Token], index: usize) -> bool {
    [index, index + 1].iter().all(|index| tokens.get(*index).is_some_and(|token| token.is(":")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rooms() -> Vec<String> {
        rooms_of("//! mod none;\npub mod low;\n#[doc(hidden)]\npub(crate) mod middle; // mod no;\nmod high;\n")
    }

    fn wrong(file: &str, source: &str) -> Vec<String> {
        upward(&rooms(), file, source).iter().map(|wrong| wrong.replace(file, "")).collect()
    }

    #[test]
    fn modules_are_read_in_order() {
        assert_eq!(rooms(), ["low", "middle", "high"]);
        assert_eq!(module_of("src/layout/codes/mod.rs"), ["layout", "codes"]);
        assert_eq!(module_of("src/layout/codes/l101.rs"), ["layout", "codes", "l101"]);
        assert!(module_of("src/lib.rs").is_empty());
    }

    #[test]
    fn what_stands_above_may_be_used() {
        let source = "use crate::low::{A, b::high::C};\nuse super::high;\npub(in crate::middle) fn f(crate_: u8) {}\n\
                      // crate::high\nconst T: &str = \"crate::high\";\nuse jifen::high;";
        assert_eq!(wrong("src/middle/part.rs", source), [""; 0]);
        assert_eq!(wrong("src/lib.rs", "pub use crate::high::A;"), [""; 0]);
    }

    #[test]
    fn an_upward_path_is_found_in_every_shape() {
        let found = [":1: middle uses high, which stands below it"];
        for source in [
            "use crate::high::A;",
            "use crate::{high::A, low};",
            "use crate::{low::{A, B}, high};",
            "pub use crate::high as other;",
            "fn f() { let a: Vec<crate::high::A> = x; }",
            "mod inner { mod deeper { use crate::high; } }",
            "$crate::high::f!()",
            "use super::super::high::A;",
            "use super::{super::high, low};",
            "use super::super::{low, high};",
            "mod inner { use super::super::super::high; }",
            "fn f() { super::super::high::g() }",
        ] {
            assert_eq!(wrong("src/middle/part.rs", source), found, "{source}");
        }
        let over_lines = "use crate::{\n    low::A,\n    high::{\n        B,\n    },\n};";
        assert_eq!(wrong("src/middle/mod.rs", over_lines), [":3: middle uses high, which stands below it"]);
        assert_eq!(wrong("src/middle/mod.rs", "#[cfg(test)]\nmod tests { use super::super::high; }").len(), 1);
    }

    #[test]
    fn the_root_is_no_way_around() {
        for source in [
            "use crate::*;",
            "use crate::{self as root};",
            "use crate as root;",
            "use crate::Thing;",
            "use super::super::*;",
        ] {
            assert_eq!(wrong("src/middle/part.rs", source).len(), 1, "{source}");
        }
        assert_eq!(wrong("src/new.rs", "use crate::low;"), [": lib.rs does not list new"]);
    }
}
