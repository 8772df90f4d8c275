using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>The document of a scheme as JSON: as it is stored, and as it is sent.</summary>
internal static class SchemeDocumentText
{
    /// <summary>The text.</summary>
    public static string Of(Scheme scheme)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, JsonText.Written))
        {
            Write(json, scheme.Document);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Writes a node of a document.</summary>
    public static void Write(Utf8JsonWriter json, DocumentNode node)
    {
        switch (node)
        {
            case DocumentScalar scalar:
                json.WriteStringValue(scalar.Text);
                break;
            case DocumentSequence sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case DocumentMapping mapping:
                json.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    json.WritePropertyName(entry.Key);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            default:
                throw new ArgumentException("Not a node of a scheme document: " + node.GetType(), nameof(node));
        }
    }
}

/// <summary>Writes a scheme document into a response.</summary>
internal sealed class SchemeDocumentConverter : JsonConverter<SchemeDocumentContract>
{
    /// <inheritdoc/>
    public override SchemeDocumentContract Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var node = JsonDocumentTree.Parse(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()), withPositions: false, out _);
        return new SchemeDocumentContract(node ?? throw new JsonException());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SchemeDocumentContract value, JsonSerializerOptions options) =>
        SchemeDocumentText.Write(writer, value.Node);
}
