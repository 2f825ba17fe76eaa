//! The two macros by which kinds are declared: `kind!`, one for each kind, and `kinds!`, their table.

/// Declares a kind: a record with the fields that every kind has, and what the kind is called.
///
/// `in` names the kind's top-level key, `one` what one of them is called, `pattern` the form of a new id,
/// `titled` the field that names the item.
macro_rules! kind {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident in $key:literal one $one:literal pattern $pattern:literal titled $title:ident {
            $($fields:tt)+
        }
    ) => {
        $crate::plan::record::record! {
            $(#[doc = $doc])+
            pub struct $name {
                /// The name by which it is addressed, unique over all kinds.
                "id" id: Option<$crate::plan::value::text::Id<'a>>,
                $($fields)+
                /// Prose for whoever reads the plan.
                "notes" notes: Option<$crate::plan::value::text::Prose<'a>>,
                /// The team's own fields.
                "extra" extra: Option<$crate::plan::value::text::Extra<'a>>,
            }
        }

        impl $name<'_> {
            /// What the kind is, for readers that know kinds only as data.
            pub const KIND: $crate::plan::shape::KindDescription = $crate::plan::shape::KindDescription {
                key: $key,
                one: $one,
                title: stringify!($title),
                pattern: $pattern,
                doc: Self::DOC,
                fields: Self::FIELDS,
            };

            /// The words that name it, beside its id.
            pub fn title(&self) -> Option<&str> {
                self.$title.as_deref()
            }
        }
    };
}

/// Declares the table of kinds: `Plan`'s lists, the enum of kinds, and access to an item of any kind.
macro_rules! kinds {
    ( $( $module:ident::$name:ident $list:ident, )+ ) => {
        $( pub use $module::$name; )+

        use $crate::json::Node;
        use $crate::plan::facet::Facet;
        use $crate::plan::read::Reader;
        use $crate::plan::shape::KindDescription;

        /// Which kind an item is of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(
                #[doc = concat!("See [`", stringify!($name), "`].")]
                $name,
            )+
        }

        impl Kind {
            /// All kinds, in the order of the plan format.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What the kind is: its key, its fields.
            pub const fn description(self) -> &'static KindDescription {
                match self {
                    $( Self::$name => {
                        // One copy of each table in the program: the loader has to mend every place of every copy.
                        static DESCRIPTION: KindDescription = $name::KIND;
                        &DESCRIPTION
                    } )+
                }
            }
        }

        /// The items of a plan, by kind, in the plan's order.
        #[derive(Debug, Clone, Default)]
        pub struct Items<'a> {
            $(
                #[doc = concat!("See [`", stringify!($name), "`].")]
                pub $list: Vec<$name<'a>>,
            )+
        }

        impl<'a> Items<'a> {
            /// Reads one more item of a kind.
            pub(crate) fn push(&mut self, kind: Kind, node: Node<'a>, position: usize, reader: &mut Reader<'a>) {
                reader.item(kind.description().key, position, node.get("id").and_then(Node::as_str));
                match kind { $( Kind::$name => self.$list.push($name::read(node, position, reader)), )+ }
            }

            /// Makes room for that many more items of a kind.
            pub(crate) fn reserve(&mut self, kind: Kind, count: usize) {
                match kind { $( Kind::$name => self.$list.reserve(count), )+ }
            }

            /// How many items of a kind there are.
            pub fn count(&self, kind: Kind) -> usize {
                match kind { $( Kind::$name => self.$list.len(), )+ }
            }

            /// An item by its kind and its place in the list, from 0.
            pub fn get(&self, kind: Kind, index: usize) -> Option<Item<'_, 'a>> {
                match kind { $( Kind::$name => self.$list.get(index).map(Item::$name), )+ }
            }
        }

        /// An item of any kind.
        #[derive(Debug, Clone, Copy)]
        pub enum Item<'p, 'a> {
            $(
                #[doc = concat!("See [`", stringify!($name), "`].")]
                $name(&'p $name<'a>),
            )+
        }

        impl<'p, 'a> Item<'p, 'a> {
            /// Which kind it is of.
            pub const fn kind(self) -> Kind {
                match self { $( Self::$name(_) => Kind::$name, )+ }
            }

            /// Its id, when it has one.
            pub fn id(self) -> Option<&'p str> {
                match self { $( Self::$name(item) => item.id.as_deref(), )+ }
            }

            /// The words that name it, beside its id.
            pub fn title(self) -> Option<&'p str> {
                match self { $( Self::$name(item) => item.title(), )+ }
            }

            /// Its place among its kind, from 1.
            pub const fn position(self) -> usize {
                match self { $( Self::$name(item) => item.position, )+ }
            }

            /// Where it stands in the plan's text.
            pub const fn node(self) -> Node<'a> {
                match self { $( Self::$name(item) => item.node, )+ }
            }

            /// A field's value as others compare and list it; nothing when the kind has no such field.
            pub fn facet(self, key: &str) -> Option<Facet<'p>> {
                match self { $( Self::$name(item) => item.facet(key), )+ }
            }
        }

        impl serde::Serialize for Item<'_, '_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $( Self::$name(item) => item.serialize(serializer), )+ }
            }
        }
    };
}

pub(super) use {kind, kinds};
