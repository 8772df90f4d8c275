using System.Diagnostics;

namespace LinkageService.Engine.Schemes;

/// <summary>The words of the kinds.</summary>
public static class InputTypes
{
    /// <summary>As written in documents and answers.</summary>
    public static IReadOnlyList<(string Word, InputType Type)> Words { get; } =
    [
        ("money", InputType.Money), ("count", InputType.Count), ("rate", InputType.Rate), ("price", InputType.Price),
        ("quantity", InputType.Quantity),
    ];

    /// <summary>The word of a kind.</summary>
    public static string Word(this InputType type) => type switch
    {
        InputType.Money => "money",
        InputType.Count => "count",
        InputType.Rate => "rate",
        InputType.Price => "price",
        InputType.Quantity => "quantity",
        _ => throw new UnreachableException(),
    };
}
