//! The old container (OLE): a file system in a file, with 512-byte sectors and a chain for each stream.
//!
//! Every place is checked and every chain has an end, so no file can make this loop, or take more than its own size.

/// The first bytes of a container.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Streams smaller than this lie in the stream of small sectors.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;
/// Numbers from here on are no sectors.
const RESERVED: u32 = 0xFFFF_FFFA;
/// Sectors of the table whose numbers stand in the header itself.
const IN_HEADER: usize = 109;

/// An opened container.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For every sector the next one of its chain.
    next: Vec<u32>,
    entries: Vec<Entry>,
}

/// A stream or a folder.
struct Entry {
    name: String,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

impl<'a> Container<'a> {
    /// Reads the tables; `None` where the container is damaged.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut container = Self { bytes, sector, next: Vec::new(), entries: Vec::new() };
        for table in container.tables()? {
            container.next.extend(numbers(container.sector_at(table)?));
        }
        let directory = container.chain(u32_at(bytes, 48)?, usize::MAX)?;
        container.entries = directory.chunks_exact(ENTRY).map(Entry::read).collect::<Option<_>>()?;
        Some(container)
    }

    /// The streams and folders at the top: those inside folders belong to embedded documents.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.top().into_iter().map(|entry| entry.name.as_str())
    }

    /// All bytes of a stream at the top; `None` where there is none, or its chain is broken.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.top().into_iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if entry.size >= SMALL {
            return self.chain(entry.start, entry.size).filter(|stream| stream.len() == entry.size);
        }
        let root = self.entries.first()?;
        let small = self.chain(root.start, root.size)?;
        let next: Vec<u32> =
            self.chain(u32_at(self.bytes, 60)?, usize::MAX)?.chunks_exact(4).flat_map(numbers).collect();
        let (mut stream, mut at) = (Vec::new(), entry.start);
        while stream.len() < entry.size {
            let place = usize::try_from(at).ok()?.checked_mul(SMALL_SECTOR)?;
            let piece = small.get(place..)?;
            stream.extend_from_slice(piece.get(..SMALL_SECTOR.min(piece.len()))?);
            at = *next.get(usize::try_from(at).ok()?)?;
        }
        stream.truncate(entry.size);
        Some(stream)
    }

    /// The numbers of the sectors in which the table of chains stands.
    fn tables(&self) -> Option<Vec<u32>> {
        let count = usize::try_from(u32_at(self.bytes, 44)?).ok()?.min(self.bytes.len() / self.sector + 1);
        let mut tables: Vec<u32> = numbers(self.bytes.get(76..76 + 4 * IN_HEADER)?).take(count).collect();
        let mut further = u32_at(self.bytes, 68)?;
        while tables.len() < count && further < RESERVED {
            let mut listed: Vec<u32> = numbers(self.sector_at(further)?).collect();
            further = listed.pop()?;
            listed.truncate(count - tables.len());
            tables.extend(listed);
        }
        tables.retain(|table| *table < RESERVED);
        Some(tables)
    }

    /// The sectors of a chain, one behind another, as far as they are needed.
    fn chain(&self, start: u32, needed: usize) -> Option<Vec<u8>> {
        let (mut found, mut at) = (Vec::new(), start);
        while at < RESERVED && found.len() < needed {
            found.extend_from_slice(self.sector_at(at)?);
            if found.len() > self.bytes.len() + self.sector {
                return None;
            }
            at = *self.next.get(usize::try_from(at).ok()?)?;
        }
        found.truncate(needed);
        Some(found)
    }

    /// One sector; the last one of a file may be short.
    fn sector_at(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let from = self.bytes.get(start..).filter(|from| !from.is_empty())?;
        from.get(..self.sector.min(from.len()))
    }

    fn top(&self) -> Vec<&Entry> {
        let mut pending: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        let mut found = Vec::new();
        // Each is the child of one other: more than there are means a ring.
        while let Some(number) = pending.pop().filter(|_| found.len() < self.entries.len()) {
            if let Some(entry) = usize::try_from(number).ok().and_then(|number| self.entries.get(number)) {
                found.push(entry);
                pending.extend([entry.left, entry.right]);
            }
        }
        found
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let length = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
        let units: Vec<u16> = bytes.get(..length)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
        Some(Self {
            name: String::from_utf16_lossy(&units),
            left: u32_at(bytes, 68)?,
            right: u32_at(bytes, 72)?,
            child: u32_at(bytes, 76)?,
            start: u32_at(bytes, 116)?,
            size: usize::try_from(u32_at(bytes, 120)?).ok()?,
        })
    }
}

/// The little-endian number at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

/// The little-endian number at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

#[cfg(test)]
#[path = "../../tests/support/container.rs"]
mod container;

#[cfg(test)]
mod tests {
    use super::container::container;
    use super::*;

    #[test]
    fn streams_come_back() {
        let long: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let bytes = container(&[("Workbook", &long), ("Other", b"abc")]);
        let container = Container::open(&bytes).unwrap();
        assert_eq!(container.names().collect::<Vec<_>>(), ["Workbook", "Other"]);
        assert_eq!(container.stream("workbook").unwrap(), long);
        assert!(container.stream("Other").unwrap().starts_with(b"abc\0"));
        assert!(container.stream("Nothing").is_none());
    }

    #[test]
    fn broken_chains_and_rings_end() {
        let good = container(&[("Workbook", &[7; 5_000])]);
        for at in 0..good.len().min(1_600) {
            for to in [0, 1, 0x7F, 0xFF] {
                let mut bytes = good.clone();
                bytes[at] = to;
                if let Some(container) = Container::open(&bytes) {
                    let _ = container.stream("Workbook");
                }
            }
        }
        for length in [0, 8, 100, 512, 600, 1_100, 2_000] {
            let container = Container::open(&good[..length]);
            assert!(container.is_none_or(|container| container.stream("Workbook").is_none()), "{length}");
        }
    }
}
