using System.Text;
using System.Text.Json;

namespace LinkageService.Documents;

/// <summary>Small JSON objects for the audit log; what is null is left out.</summary>
internal static class JsonDetails
{
    /// <summary>The object of these fields, in order.</summary>
    /// <param name="fields">Values that are a text, a whole number, true or false, or a list of texts.</param>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, JsonText.Written))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                Write(json, name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int or long:
                json.WriteNumber(name, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray(name);
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException("Not a value of an audit entry: " + value.GetType(), nameof(value));
        }
    }
}
