using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Facts;

/// <summary>
/// <c>organization_fact.data</c>: the record of the kind, its fields in its order, what is not stated left out, amounts as whole fen.
/// It is hashed: fields stay as they are named, new ones come last.
/// </summary>
internal static class FactText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JsonText.Written.Encoder,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { StoreFen } },
    };

    /// <summary>What is stored of a part.</summary>
    public static string Of(object part) => JsonSerializer.Serialize(part, part.GetType(), Options);

    /// <summary>The part that is stored.</summary>
    public static object Read(FactKind kind, string data) => JsonSerializer.Deserialize(data, kind.Record, Options)!;

    private static void StoreFen(JsonTypeInfo type)
    {
        var amounts = FactField.Of(type.Type).Where(field => field.Type is FactType.Yuan or FactType.SignedYuan).ToArray();
        foreach (var property in type.Properties.Where(property => Array.Exists(amounts, field => field.Name == property.Name)))
        {
            property.CustomConverter = FenConverter.Instance;
        }
    }

    private sealed class FenConverter : JsonConverter<string>
    {
        public static readonly FenConverter Instance = new();

        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new Money(reader.GetInt64()).ToString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(FactFigures.Fen(value)!.Value);
    }
}
