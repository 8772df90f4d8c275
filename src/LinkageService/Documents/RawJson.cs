using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinkageService.Documents;

/// <summary>A JSON object as it is stored, which a response carries as it is.</summary>
/// <param name="Text">The object as JSON text, which is neither parsed nor checked on the way out.</param>
[JsonConverter(typeof(RawJsonConverter))]
internal sealed record RawJson(string Text);

/// <summary>Writes the stored text itself.</summary>
internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <inheritdoc/>
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(document.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
}
