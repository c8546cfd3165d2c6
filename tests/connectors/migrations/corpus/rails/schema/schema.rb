ActiveRecord::Schema[7.0].define(version: 2024_05_02_101010) do
  enable_extension "plpgsql"

  create_table "patients", force: :cascade do |t|
    t.string "first_name", null: false # => add patients.first_name
    t.string "ssn_ciphertext" # => add patients.ssn_ciphertext
    t.bigint "practice_id" # => add patients.practice_id
    t.datetime "created_at", null: false # => add patients.created_at
    t.index ["practice_id"], name: "index_patients_on_practice_id"
  end

  add_foreign_key "patients", "practices" # => link patients.practice_id
end
