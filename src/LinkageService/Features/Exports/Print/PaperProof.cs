using System.Globalization;
using LinkageService.Engine.Proofs;
using LinkageService.Features.Statements;
using QRCoder;

namespace LinkageService.Features.Exports.Print;

/// <summary>What papers carry so that anybody can check them: the code for eyes, and one QR code that leads to <c>/verify</c>.</summary>
internal sealed class PaperProof
{
    // So wide is a square of the code at least for a phone that costs little, and so large a code at most on a slip.
    private const double SquareMillimetres = 0.38;
    private const int MaxSquares = 109;
    private const int QuietSquares = 8;
    private const int PixelsPerSquare = 4;
    private const int CaptionMillimetres = 6;

    private readonly RunProofs _proofs;
    private readonly Uri? _address;

    private PaperProof(RunProofs proofs, Uri? address)
    {
        (_proofs, _address) = (proofs, address);
        Code = string.Join(' ', proofs.Tree.Root.Code().Chunk(4).Select(part => new string(part)));
    }

    /// <summary>The root's twenty digits, in groups of four.</summary>
    public string Code { get; }

    /// <summary>Makes the proofs of a run ready.</summary>
    /// <returns>Null for a draft, and for a run that was handed in before there were proofs.</returns>
    /// <exception cref="Errors.RefusedException"><c>run_damaged</c>.</exception>
    public static async Task<PaperProof?> OfAsync(ExportSource source, CancellationToken cancellation) =>
        await source.Proofs.OfAsync(source.Session, source.Sheet.Row, cancellation) is { } proofs
            ? new PaperProof(proofs, source.VerifyAddress)
            : null;

    /// <summary>The code of a notice: the run, its root and totals.</summary>
    public ProofCode OfNotice() => Draw(ProofPack.Pack(_proofs.Tree.Run, _proofs.Tree.Root));

    /// <summary>The code of a slip, with what the slip says where there is room, else with its hash.</summary>
    /// <returns>Null where the household is none of the run.</returns>
    public ProofCode? Of(string household) => _proofs.Of(household) is not { } proof ? null
        : Draw(ProofPack.Pack(proof, _proofs.StatementOf(household))) is { Squares: <= MaxSquares } whole ? whole
        : Draw(ProofPack.Pack(proof, statement: null));

    /// <summary>Writes a code with what is said below it.</summary>
    public static void Write(HtmlWriter html, ExportWords words, ProofCode code, string caption)
    {
        var width = string.Create(CultureInfo.InvariantCulture, $"{code.Millimetres:0.0}mm");
        html.Write($"<div class=\"qr\"><img alt=\"{words.T("二维码", "QR code")}\" style=\"width:{width};height:{width}\" ");
        html.Write($"src=\"data:image/png;base64,{Convert.ToBase64String(code.Png)}\"><div>{caption}</div></div>");
    }

    // Capital letters and digits only: the mode in which a code holds half as much again.
    private ProofCode Draw(string packed)
    {
        var text = _address is null ? "LK1:" + packed : _address.GetLeftPart(UriPartial.Authority).ToUpperInvariant() + "/V/" + packed;
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        var squares = data.ModuleMatrix.Count - QuietSquares;
        return new ProofCode(png.GetGraphic(PixelsPerSquare), squares, (squares + QuietSquares) * SquareMillimetres);
    }

    /// <summary>A code as it is printed.</summary>
    /// <param name="Png">The picture, with the white around it.</param>
    /// <param name="Squares">On each side, without the white.</param>
    /// <param name="Millimetres">On each side, with the white.</param>
    public sealed record ProofCode(byte[] Png, int Squares, double Millimetres)
    {
        /// <summary>With what stands below it.</summary>
        public double Height => Millimetres + CaptionMillimetres;
    }
}
