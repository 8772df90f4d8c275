using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>A scheme document as its text gave it, before any meaning: the same tree for YAML and JSON.</summary>
/// <param name="Line">Line in the text, from 1; 0 when the document came inside a request.</param>
/// <param name="Column">Column in the text, from 1.</param>
public abstract record DocumentNode(int Line, int Column)
{
    /// <summary>What kind of node it is, in words for messages.</summary>
    public abstract string Describe();

    /// <summary>The same in a Chinese sentence, behind its verb: “money” in its quotes, a list or mapping with a space before.</summary>
    internal string DescribeZh() => this is not DocumentScalar { Text: var text } ? " " + Describe()
        : text is null ? "空值" : $"“{NumberProblems.Shorten(text)}”";
}
