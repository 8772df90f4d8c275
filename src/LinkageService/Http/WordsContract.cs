using LinkageService.Engine.Problems;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Http;

/// <summary>The same words in Chinese and English.</summary>
/// <param name="Zh">The words in Chinese, as staff and villagers read them.</param>
/// <param name="En">The same in English.</param>
internal sealed record WordsContract(string Zh, string En)
{
    /// <summary>The words of a text.</summary>
    public static WordsContract Of(LocalizedText text) => new(ProblemResponse.Printable(text.Zh), ProblemResponse.Printable(text.En));
}

/// <summary>Words in two languages as messages have them.</summary>
internal static class ProtoText
{
    /// <summary>The words.</summary>
    public static Proto.Text Of(LocalizedText text) => new() { Zh = text.Zh, En = text.En };
}
