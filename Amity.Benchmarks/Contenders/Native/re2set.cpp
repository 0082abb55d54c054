// RE2::Set behind three functions. Built by the ratios command; needs libre2-dev.
#include <re2/re2.h>
#include <re2/set.h>

#include <cctype>
#include <cstdint>

namespace {
bool is_word(char byte) { return byte == '_' || std::isalnum(static_cast<unsigned char>(byte)); }
}  // namespace

extern "C" {

// Words of UTF-8 one behind the other; null when RE2 refuses them.
RE2::Set* build(const char* words, const std::int32_t* lengths, const std::int32_t* whole, std::int32_t count) {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(true);
    options.set_max_mem(std::int64_t{1} << 30);
    auto* set = new RE2::Set(options, RE2::UNANCHORED);
    for (int i = 0; i < count; i++) {
        const auto word = RE2::QuoteMeta(re2::StringPiece(words, lengths[i]));
        // Its boundaries know ASCII only, so they stand only where they make sense.
        const auto before = whole[i] && is_word(words[0]) ? "\\b" : "", after = whole[i] && is_word(words[lengths[i] - 1]) ? "\\b" : "";
        if (set->Add(before + word + after, nullptr) < 0) {
            delete set;
            return nullptr;
        }
        words += lengths[i];
    }
    if (!set->Compile()) {
        delete set;
        return nullptr;
    }
    return set;
}

// Whether any word is in the text: 1 or 0, and 2 when its automaton did not fit into its memory.
std::int32_t find(RE2::Set* set, const char* text, std::int32_t length) {
    RE2::Set::ErrorInfo error{};
    const bool found = set->Match(re2::StringPiece(text, length), nullptr, &error);
    return error.kind == RE2::Set::kNoError ? found : 2;
}

void release(RE2::Set* set) { delete set; }
}
