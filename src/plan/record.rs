//! `record!`: declares an object of the plan from one list of fields: its struct, its reading, its description.

/// Declares a record: a struct, and from the same lines how each field is read, described and shown.
///
/// A field is its doc comment, its key in the plan, then the Rust field. The types are `Option` of a
/// [`Scalar`](crate::plan::read::Scalar) or `Vec` of an [`Entry`](crate::plan::read::Entry).
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])+ $key:literal $field:ident: $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, serde::Serialize)]
        pub struct $name<'a> {
            $( $(#[doc = $field_doc])+ #[serde(rename = $key)] pub $field: $type, )+
            /// Its place in its list, from 1.
            #[serde(skip)]
            pub position: usize,
            /// Where it stands in the plan's text.
            #[serde(skip)]
            pub node: $crate::json::Node<'a>,
        }

        impl<'a> $name<'a> {
            /// What it is.
            pub const DOC: &'static str = concat!($($doc),+).trim_ascii();

            /// Its fields in the order in which they are written.
            pub const FIELDS: &'static [$crate::plan::shape::Field] = &[
                $( $crate::plan::shape::Field {
                    key: $key,
                    doc: concat!($($field_doc),+).trim_ascii(),
                    shape: <$type as $crate::plan::read::FieldValue<'a>>::SHAPE,
                }, )+
            ];

            /// Reads one; the node is an object. Members that are not its fields are left alone.
            pub(crate) fn read(
                node: $crate::json::Node<'a>,
                position: usize,
                reader: &mut $crate::plan::read::Reader<'a>,
            ) -> Self {
                /// Which field a key names.
                #[expect(non_camel_case_types, reason = "these are the names of the fields")]
                #[derive(Clone, Copy)]
                enum At { $( $field, )+ }
                const ORDER: &[(&str, At)] = &[$( ($key, At::$field), )+];

                let mut record = Self { $( $field: <$type as Default>::default(), )+ position, node };
                // Members mostly stand in the order of the fields: look behind the one that was found last, then
                // before it.
                let mut next = 0;
                for member in node.children().filter(|member| !member.is_null()) {
                    let (before, behind) = ORDER.split_at(next);
                    let mut places = (next..).zip(behind).chain((0..).zip(before));
                    let Some((place, (_, at))) = places.find(|(_, (key, _))| member.has_key(key)) else { continue };
                    next = place + 1;
                    match at {
                        $( At::$field => {
                            reader.field($key);
                            record.$field = $crate::plan::read::FieldValue::read(member, reader);
                        } )+
                    }
                }
                record
            }

            /// A field's value as others compare and list it; nothing when there is no such field.
            pub fn facet(&self, key: &str) -> Option<$crate::plan::facet::Facet<'_>> {
                Some(match key {
                    $( $key => $crate::plan::read::FieldValue::facet(&self.$field), )+
                    _ => return None,
                })
            }
        }
    };
}
pub(crate) use record;
