namespace LinkageService.Vocabulary;

/// <summary>
/// Names of administrative divisions by their code (GB/T 2260 and the statistical codes below it), of those that papers of this service
/// name. Names are not unique: a place is known by its code and never by its name.
/// </summary>
internal static class Places
{
    private const string Heading = "code,district,town,village";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Names = new(Read);

    /// <summary>The name of a code of 6, 9 or 12 digits: 梁平区福禄镇青桥村; null where it is not known.</summary>
    public static string? NameOf(string code) => Names.Value.GetValueOrDefault(code);

    /// <summary>The code with its name, or the nearest one above it that is known: 500155108202 梁平区福禄镇青桥村.</summary>
    public static string Show(string code)
    {
        foreach (var length in new[] { 12, 9, 6 })
        {
            if (code.Length >= length && NameOf(code[..length]) is { } name)
            {
                return $"{code} {name}";
            }
        }

        return code;
    }

    private static Dictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(Places).Assembly.GetManifestResourceStream("places.csv")!);
        var lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines[0] != Heading)
        {
            throw new FormatException($"places.csv: the first line is {Heading}");
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            var (code, district, town, village) = (cells[0], cells[1], cells[2], cells[3]);
            names[code[..6]] = district;
            names[code[..9]] = district + town;
            names[code] = district + town + village;
        }

        return names;
    }
}
