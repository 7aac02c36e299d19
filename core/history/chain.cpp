#include "core/history/chain.h"

namespace orkestr {

namespace {

std::array<char, 8> big_endian(std::uint64_t number) {
    std::array<char, 8> bytes{};
    for (std::size_t i = 0; i < 8; ++i) bytes[7 - i] = static_cast<char>(number >> (8 * i));
    return bytes;
}

std::string_view view(const std::array<char, 8>& bytes) { return {bytes.data(), bytes.size()}; }

} // namespace

Digest run_key(std::string_view workspace_key, const RunId& run, std::string_view nonce) {
    return hmac_sha256(workspace_key, std::string(nonce) + run.text);
}

Digest salt_of(const Digest& key, std::uint64_t seq) { return hmac_sha256(bytes_of(key), view(big_endian(seq))); }

Digest commitment_of(const Digest& salt, const EventRow& row) {
    return sha256({bytes_of(salt), row.data.text(), "\n", row.value ? std::string_view(row.value->text()) : std::string_view()});
}

Digest chain_start(const RunId& run) { return sha256({"orkestr history 1\n", run.text}); }

Digest chain_next(const Digest& previous, const EventRow& row, const Digest& commitment) {
    const auto seq = big_endian(row.seq);
    const auto at = big_endian(static_cast<std::uint64_t>(row.at.ms));
    return sha256({bytes_of(previous), view(seq), row.type, std::string_view("\0", 1), view(at), bytes_of(commitment)});
}

void seal(std::vector<EventRow>& rows, const Digest& key, Digest& head) {
    for (auto& row : rows) {
        row.hash = chain_next(head, row, commitment_of(salt_of(key, row.seq), row));
        head = row.hash;
    }
}

std::optional<ChainBreak> verify_chain(const std::vector<EventRow>& rows, const Digest& key, std::uint64_t after, Digest& head) {
    for (const auto& row : rows) {
        if (row.seq != ++after)
            return ChainBreak{after, "event " + std::to_string(after) + " is missing: the next one has number " + std::to_string(row.seq)};
        const Digest expected = chain_next(head, row, commitment_of(salt_of(key, row.seq), row));
        if (expected != row.hash)
            return ChainBreak{row.seq, "event " + std::to_string(row.seq) + " (" + row.type + ") does not match its hash: it, or the one before, was changed"};
        head = row.hash;
    }
    return std::nullopt;
}

} // namespace orkestr
