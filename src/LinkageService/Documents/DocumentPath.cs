using System.Globalization;

namespace LinkageService.Documents;

/// <summary>Where a value stands in a document, written as problems write it: <c>steps[2].into.fund:reserve</c>.</summary>
public sealed class DocumentPath
{
    private readonly (string? Key, int Index)[] _places;

    private DocumentPath((string? Key, int Index)[] places) => _places = places;

    /// <summary>The document itself.</summary>
    public static DocumentPath Root { get; } = new([]);

    /// <summary>The keys and items that lead there; an item of a list has no key.</summary>
    public IReadOnlyList<(string? Key, int Index)> Places => _places;

    /// <summary>What holds it.</summary>
    public DocumentPath Parent => new(_places[..^1]);

    /// <summary>The path of these keys.</summary>
    public static DocumentPath Of(params ReadOnlySpan<string> keys)
    {
        var path = Root;
        foreach (var key in keys)
        {
            path = path.Key(key);
        }

        return path;
    }

    /// <summary>The value of a key.</summary>
    public DocumentPath Key(string key) => new([.. _places, (key, 0)]);

    /// <summary>An item of a list, from 0.</summary>
    public DocumentPath Item(int index) => new([.. _places, (null, index)]);

    /// <inheritdoc/>
    public override string ToString() => string.Concat(_places.Select((place, at) => place.Key is null
        ? string.Create(CultureInfo.InvariantCulture, $"[{place.Index}]")
        : at == 0 ? place.Key : "." + place.Key));
}
