using Google.Protobuf;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Engine.Proofs;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>Proofs of households.</summary>
internal sealed partial class GrpcRuns
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetRunProofResponse> GetRunProof(Proto.GetRunProofRequest request, ServerCallContext context)
    {
        var found = await inquiries.Proofs.OneAsync(Caller(context), request.Run, request.Household, context.CancellationToken);
        var proof = found.Proof;
        var response = new Proto.GetRunProofResponse
        {
            Root = RootOf(proof.Run, proof.Root), Index = proof.Index, Household = Proven(proof.Leaf, proof.Salt),
            Statement = ByteString.CopyFrom(found.Statement.ToBytes()), Packed = ProofPack.Pack(proof, found.Statement),
        };
        response.Path.AddRange(proof.Path.Select(node => new Proto.ProofNode
        {
            Hash = ByteString.CopyFrom(node.Hash), Households = node.Totals.Households, DueFen = node.Totals.DueFen,
            OwedFen = node.Totals.OwedFen,
        }));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListRunProofsResponse> ListRunProofs(
        Proto.ListRunProofsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var page = fields.Page(request.Cursor, request.Limit);
        fields.Check();
        var found = await inquiries.Proofs.ListAsync(Caller(context), request.Run, page, context.CancellationToken);
        var response = new Proto.ListRunProofsResponse
        {
            Root = RootOf(found.Run, found.Root), NextCursor = ProtoRunRequests.Cursor(found.Page.Next),
        };
        response.Households.AddRange(found.Page.Items.Select(each => Proven(each.Leaf, each.Salt)));
        return response;
    }

    private static Proto.RunProofRoot RootOf(ProofRun run, ProofRoot root) => new()
    {
        Organization = run.Organization, Run = run.Run, Year = run.Year, Scheme = run.Scheme, Digest = run.Digest,
        Hash = ByteString.CopyFrom(root.Hash), Code = root.Code(), Households = root.Totals.Households, DueFen = root.Totals.DueFen,
        OwedFen = root.Totals.OwedFen,
    };

    private static Proto.ProvenHousehold Proven(ProofLeaf leaf, byte[] salt) => new()
    {
        Household = leaf.Household, DueFen = leaf.DueFen, OwedFen = leaf.OwedFen, Salt = ByteString.CopyFrom(salt),
        StatementHash = ByteString.CopyFrom(leaf.StatementHash),
    };
}
