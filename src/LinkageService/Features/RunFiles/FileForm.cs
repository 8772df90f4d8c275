namespace LinkageService.Features.RunFiles;

/// <summary>What a file is by its first bytes, whatever its name says.</summary>
/// <param name="MediaType">As an answer names it.</param>
/// <param name="Extension">Of its name.</param>
internal sealed record FileForm(string MediaType, string Extension)
{
    private static readonly (FileForm Form, byte[] Start)[] Forms =
    [
        (new("application/pdf", ".pdf"), "%PDF-"u8.ToArray()),
        (new("image/jpeg", ".jpg"), [0xFF, 0xD8, 0xFF]),
        (new("image/png", ".png"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    ];

    /// <summary>The media types there are.</summary>
    public static string[] MediaTypes { get; } = [.. Forms.Select(form => form.Form.MediaType)];

    /// <summary>What a file may be sent as: what it is its bytes say.</summary>
    public static string[] SentAs { get; } = ["application/octet-stream", .. MediaTypes];

    /// <summary>The form of a file; null for any other.</summary>
    public static FileForm? Of(ReadOnlySpan<byte> content)
    {
        foreach (var (form, start) in Forms)
        {
            if (content.StartsWith(start))
            {
                return form;
            }
        }

        return null;
    }
}
