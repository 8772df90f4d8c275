using LinkageService.Engine.Problems;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Http;

/// <summary>Words in two languages as messages have them.</summary>
internal static class ProtoText
{
    /// <summary>The words.</summary>
    public static Proto.Text Of(LocalizedText text) => new() { Zh = text.Zh, En = text.En };
}
