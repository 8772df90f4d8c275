using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// The one byte form of a scheme document, whatever notation it came in: scalars as written, keys in ordinal order except
/// under <c>into</c>, where the order written decides ties, and
/// under <c>factors</c> of a step, where it decides which one fits. Its SHA-256 is the scheme's digest.
/// </summary>
internal static class CanonicalDocument
{
    public static byte[] Digest(DocumentNode document)
    {
        var text = new StringBuilder("linkage-scheme-1\n");
        Append(text, document, Place.Root, keepOrder: false);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private enum Place
    {
        Root,
        Steps,
        Step,
        Elsewhere,
    }

    private static void Append(StringBuilder text, DocumentNode node, Place place, bool keepOrder)
    {
        switch (node)
        {
            case DocumentScalar { Text: null }:
                text.Append('~');
                break;
            case DocumentScalar scalar:
                AppendText(text, scalar.Text);
                break;
            case DocumentSequence sequence:
                text.Append('[');
                foreach (var item in sequence.Items)
                {
                    Append(text, item, place == Place.Steps ? Place.Step : Place.Elsewhere, keepOrder: false);
                }

                text.Append(']');
                break;
            case DocumentMapping mapping:
                text.Append('{');
                IEnumerable<DocumentEntry> entries = keepOrder
                    ? mapping.Entries
                    : mapping.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal);
                foreach (var entry in entries)
                {
                    AppendText(text, entry.Key);
                    var inside = place == Place.Root && entry.Key == "steps" ? Place.Steps : Place.Elsewhere;
                    Append(text, entry.Value, inside,
                        keepOrder: entry.Key == "into" || (place == Place.Step && entry.Key == "factors"));
                }

                text.Append('}');
                break;
        }
    }

    // Length first, so that no text can pass for structure.
    private static void AppendText(StringBuilder text, string value) =>
        text.Append(Encoding.UTF8.GetByteCount(value)).Append(':').Append(value);
}
